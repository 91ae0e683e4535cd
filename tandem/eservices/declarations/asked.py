"""Which papers an answer of the monthly form asks for. Pure: answers in, papers out."""

import datetime
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.eservices.declarations.enums import Asked, Change, IncapacityReason
from tandem.eservices.declarations.rules import CERTIFICATE_FROM_DAY
from tandem.eservices.procedures.types import Answers, Context, DocumentAsked


def of_work(answers: Answers) -> tuple[DocumentAsked, ...]:
    """One certificate for each employer (OACI 29 al. 2 let. b), whoever sends it."""
    if not answers.get("worked"):
        return ()
    asked = [
        _paper(
            Asked.EARNINGS_CERTIFICATE,
            _("The certificate of %(employer)s.") % {"employer": row["employer"]},
            about=row["employer"],
            on_paper=_("The certificate of each employer, for this month."),
        )
        for row in answers.get("employers") or []
    ]
    contract = _paper(Asked.CONTRACT, _("The contract, for a first month or after a change."), required=False)
    return (*asked, contract)


def of_own_business(answers: Answers) -> tuple[DocumentAsked, ...]:
    if not answers.get("self_employed"):
        return ()
    return (_paper(Asked.BUSINESS_ACCOUNTS, _("Invoices and receipts that show income and costs.")),)


def of_measures(answers: Answers) -> tuple[DocumentAsked, ...]:
    if not answers.get("in_measure"):
        return ()
    sentence = _("The certificate of the organiser, if you have it. The organiser sends it, too.")
    return (_paper(Asked.MEASURE_CERTIFICATE, sentence, required=False),)


def of_incapacity(answers: Answers) -> tuple[DocumentAsked, ...]:
    """A medical certificate from the fourth day on (OACI 42; practice of the offices)."""
    spells = (answers.get("incapacities") or []) if answers.get("incapable") else []
    asked = []
    if any((row["to_day"] - row["from_day"]).days + 1 >= CERTIFICATE_FROM_DAY for row in spells):
        sentence = _("The certificate for more than three days.")
        on_paper = _("The medical certificate, if it was more than three days.")
        asked.append(_paper(Asked.MEDICAL_CERTIFICATE, sentence, on_paper=on_paper))
    if any(row["reason"] == IncapacityReason.ACCIDENT for row in spells):
        sentence = _("The accident sheet that the insurance gave you.")
        on_paper = _("After an accident: the accident sheet that the insurance gave you.")
        asked.append(_paper(Asked.ACCIDENT_SHEET, sentence, on_paper=on_paper))
    if spells:
        sentence = _("The statement of an insurance that pays you for these days, if one does.")
        asked.append(_paper(Asked.DAILY_ALLOWANCE_STATEMENT, sentence, required=False))
    return tuple(asked)


def of_service(answers: Answers) -> tuple[DocumentAsked, ...]:
    return (
        (_paper(Asked.SERVICE_CERTIFICATE, _("The certificate of your days of service.")),)
        if answers.get("served")
        else ()
    )


def of_other_benefits(answers: Answers) -> tuple[DocumentAsked, ...]:
    if not answers.get("other_benefits"):
        return ()
    return (_paper(Asked.BENEFIT_DECISION, _("The decision or the statement of the insurance.")),)


_OF_CHANGES = {
    Change.ACCOUNT: (Asked.ACCOUNT_PROOF, _("A paper of your bank that shows your name and the new account.")),
    Change.PERMIT: (Asked.PERMIT_COPY, _("A copy of both sides of the permit.")),
    Change.CHILDREN: (Asked.CHILD_DOCUMENT, _("What shows the change.")),
    Change.CHILD_CARE: (Asked.CHILD_CARE_PROOF, _("Who looks after your children while you work.")),
}


def of_changes(answers: Answers) -> tuple[DocumentAsked, ...]:
    changes = (answers.get("changes") or []) if answers.get("changed") else []
    return tuple(_paper(*_OF_CHANGES[change]) for change in _OF_CHANGES if change in changes)


def is_there(asked: DocumentAsked, context: Context) -> bool:
    """The fund has noted that it came, or the employer has certified the month here, whoever wrote his name how:
    nobody brings it twice."""
    if (asked.kind, asked.about) in (context.known.get("declarations.papers_here") or ()):
        return True
    certified = context.known.get("declarations.certified_employers") or []
    return asked.kind == Asked.EARNINGS_CERTIFICATE and _plain(asked.about) in map(_plain, certified)


def wanted_by(asked: DocumentAsked, context: Context) -> datetime.date | None:
    """The last day that the fund has set for it (OACI 29 al. 3)."""
    wanted: Mapping[tuple[str, str], datetime.date] = context.known.get("declarations.papers_wanted") or {}
    return wanted.get((asked.kind, asked.about))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _paper(
    kind: Asked, sentence: str | Promise, *, about: str = "", on_paper: str | Promise = "", required: bool = True
) -> DocumentAsked:
    return DocumentAsked(
        kind=kind, sentence=sentence, about=about, on_paper=on_paper, required=required, deferrable=True
    )
