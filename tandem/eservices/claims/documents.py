"""Which documents the answers of a claim ask for (OACI 29 para. 1). All may be brought later."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.eservices.claims.enums import EndedBy, Nationality
from tandem.eservices.procedures.types import Answers, DocumentAsked


def _asked(kind: str, sentence: Promise, *, required: bool = True) -> DocumentAsked:
    return DocumentAsked(kind=kind, sentence=sentence, required=required, deferrable=True)


def about_documents(answers: Answers) -> tuple[DocumentAsked, ...]:
    if answers.get("nationality") in {Nationality.EU_EFTA, Nationality.OTHER}:
        return (_asked("residence_permit", _("Your residence permit, both sides")),)
    return ()


def child_documents(answers: Answers) -> tuple[DocumentAsked, ...]:
    children = answers.get("children") or []
    asked = [_asked("family", _("Family booklet or birth certificates of your children"))] if children else []
    if any(child["in_training"] for child in children):
        asked.append(
            _asked("training", _("Confirmation of school or training, for each child over 15"), required=False)
        )
    return tuple(asked)


def benefit_documents(answers: Answers) -> tuple[DocumentAsked, ...]:
    if answers.get("has_other_benefits"):
        return (_asked("insurance_decision", _("Decisions and statements of the other insurances")),)
    return ()


def job_documents(answers: Answers) -> tuple[DocumentAsked, ...]:
    if not answers.get("worked_before"):
        return ()
    asked = [
        _asked("employer_certificate", _("Employer's certificate of each employer of the last two years")),
        _asked("payslips", _("Payslips of the last 12 months")),
        _asked("contract", _("Employment contract")),
    ]
    if answers.get("ended_by") in {EndedBy.EMPLOYER, EndedBy.SELF, EndedBy.BOTH}:
        asked.append(_asked("notice", _("Letter of notice or agreement on the end")))
    if answers.get("has_severance"):
        asked.append(_asked("severance", _("Agreement on the severance payment")))
    return tuple(asked)


def current_documents(answers: Answers) -> tuple[DocumentAsked, ...]:
    asked = []
    if answers.get("works_now"):
        asked.append(_asked("current_contract", _("Contract of your present employment")))
    if answers.get("has_stake"):
        asked.append(_asked("business", _("Extract from the register of commerce")))
    return tuple(asked)


def prevention_documents(answers: Answers) -> tuple[DocumentAsked, ...]:
    if answers.get("prevented_times"):
        return (_asked("prevention", _("Proof of these times: school, doctor, authority")),)
    return ()


def event_documents(answers: Answers) -> tuple[DocumentAsked, ...]:
    if answers.get("had_event"):
        return (_asked("event", _("Proof of the change: judgment, certificate, decision")),)
    return ()
