"""The registration for placement and benefit, declared (LACI 17 al. 2, 2bis; OACI 18 to 20a)."""

import datetime

from django.utils.translation import gettext_lazy as _

from tandem.eservices.procedures.enums import Recipient, SubjectKind
from tandem.eservices.procedures.types import (
    Answers,
    Budget,
    Context,
    Contradiction,
    DocumentAsked,
    Effect,
    Procedure,
    Step,
    Window,
)
from tandem.eservices.registration import forms, rules, services
from tandem.eservices.registration.enums import Asked
from tandem.eservices.registration.types import REGISTRATION as REGISTRATION_KEY
from tandem.foundation.formatting import plain_date
from tandem.identity.access.enums import Purpose

KEY = REGISTRATION_KEY
PAPERS = {
    Asked.AVS_CARD: _("Your AHV/AVS card, or your health insurance card."),
    Asked.IDENTITY: _("Your passport or identity card: the office looks at it at the first interview."),
    Asked.PERMIT: _("Your residence permit."),
    Asked.EFFORTS: _("What shows for which jobs you have applied since you knew that the job would end."),
    Asked.NOTICE: _("The letter of notice."),
    Asked.CONTRACT: _("The last employment contract."),
    Asked.CV: _("Your CV, diplomas and references, if you have them."),
    Asked.U_FORMS: _("The forms PD U1 and PD U2, if you have worked in another country of the EU or EFTA."),
}


def documents(answers: Answers) -> tuple[DocumentAsked, ...]:
    """What to bring: all of it may come to the first interview (OACI 20a)."""
    kinds = [Asked.AVS_CARD, Asked.IDENTITY]
    nationality = answers.get("nationality")
    if nationality not in {None, "", rules.SWITZERLAND}:
        kinds.append(Asked.PERMIT)
    kinds.append(Asked.EFFORTS)
    if answers.get("had_work"):
        kinds += [Asked.CONTRACT, *([Asked.NOTICE] if answers.get("notice_on") else [])]
    kinds.append(Asked.CV)
    if nationality in rules.EUROPE:  # they bring PD U1 and U2 when they worked abroad
        kinds.append(Asked.U_FORMS)
    optional = {Asked.CV, Asked.U_FORMS}
    return tuple(
        DocumentAsked(kind=kind, sentence=PAPERS[kind], required=kind not in optional, deferrable=True)
        for kind in kinds
    )


def window(context: Context) -> Window:
    return Window(
        sentence=_(
            "Register as early as you can, and on the first day for which you want benefit at the latest "
            "(LACI/AVIG 17 para. 2). For earlier days there is no benefit."
        )
    )


def contradictions(answers: Answers, context: Context) -> tuple[Contradiction, ...]:
    last_day, notice_on, wanted = (answers.get(name) for name in ("last_day", "notice_on", "wanted_from"))
    found = []
    if last_day and notice_on and notice_on > last_day:
        found.append(
            Contradiction(
                fields=("last_day", "notice_on"),
                message=_("You say that notice was given after the last working day. Check both days."),
            )
        )
    if last_day and wanted and wanted <= last_day:
        found.append(
            Contradiction(
                fields=("last_day", "wanted_from"),
                message=_("You say that you can work from %(from)s, and that your job lasts until %(last)s.")
                % {"from": plain_date(wanted), "last": plain_date(last_day)},
            )
        )
    return tuple(found)


def effects(answers: Answers, context: Context) -> tuple[Effect, ...]:
    """Which office, by when the first interview, from which day benefit is possible, and what runs already."""
    found = [
        Effect(
            sentence=_("Your first interview takes place by %(day)s at the latest. Your identity is checked there.")
            % {"day": plain_date(rules.first_interview_by(context.today))},
            article="OACI 20a al. 1",
            indicative=False,
        )
    ]
    office = context.known.get("registration.office")
    if office:
        found.insert(0, Effect(sentence=_("In charge of you: %(office)s") % {"office": office}, indicative=False))
    if answers.get("wants_benefit"):
        found.append(_benefit(answers, context.today))
    found.append(
        Effect(
            sentence=_("You must look for work from now on. Note each application: it counts already."),
            article="LACI 17 al. 1",
            indicative=False,
        )
    )
    return tuple(found)


def _benefit(answers: Answers, today: datetime.date) -> Effect:
    """Not before the registration, not while the job lasts, and not before she can work (LACI 8, 15, 17)."""
    last_day, able_from = answers.get("last_day"), answers.get("wanted_from") or today
    possible = max(rules.claim_possible_from(last_day, today) if last_day else today, able_from)
    lost = rules.days_lost(last_day, today) if last_day else None
    if lost is None:
        sentence = _("Benefit is possible from %(day)s.") % {"day": plain_date(possible)}
    else:
        sentence = _(
            "Benefit is possible from %(day)s. For %(first)s to %(last)s there is none: you were not registered."
        ) % {
            "day": plain_date(possible),
            "first": plain_date(lost.start),
            "last": plain_date(lost.last_day),
        }
    return Effect(sentence=sentence, article="LACI 17 al. 2", indicative=False)


def offered(context: Context) -> bool:
    """To whoever is not registered."""
    return not context.known["registration.is_registered"]


REGISTRATION = Procedure(
    key=KEY,
    version="2026-01",
    valid_from=datetime.date(2026, 1, 1),
    purpose=Purpose.REGISTRATION,
    title=_("Register with your office"),
    title_by_others=_("Registration with the office"),
    lead=_("For help in finding work, and for unemployment benefit if you want it."),
    recipient=Recipient.OFFICE,
    subject=SubjectKind.EVENT,
    steps=(
        Step(key="you", title=_("About you"), form=forms.You),
        Step(key="last-work", title=_("Your last job"), form=forms.LastWork),
        Step(key="availability", title=_("The work you look for"), form=forms.Availability),
        Step(key="benefit", title=_("Benefit and fund"), form=forms.Benefit, documents=documents),
    ),
    budget=Budget(fields=15, pages=5, minutes=7),
    window=window,
    contradictions=contradictions,
    effects=effects,
    declaration=_("I register for placement. I have answered completely and truthfully, and report changes at once."),
    what_next=(
        _("You get a confirmation with your person number, on your page and by letter or e-mail."),
        _("Your office writes to you when your first interview is. Bring the papers of the list."),
    ),
    on_filed=services.note_registration,
    offered=offered,
    sources=("registration.is_registered", "registration.office"),
)
