"""What follows from a registration that was filed: number, office, first interview, confirmation (OACI 18 to 20a)."""

import datetime
import functools
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.eservices.efforts.services import note_entry
from tandem.eservices.efforts.types import Entry
from tandem.eservices.procedures.selectors import answers_of
from tandem.eservices.procedures.types import Answers
from tandem.eservices.registration import rules
from tandem.eservices.registration.enums import EndReason
from tandem.eservices.registration.messages import (
    CONFIRMED,
    ENDED,
    INTERVIEW_CANCELLED,
    INTERVIEW_MOVED,
    INTERVIEW_SET,
)
from tandem.eservices.registration.models import Registration
from tandem.facilities.notifications.services import tell
from tandem.foundation import formatting
from tandem.foundation.clock import day_of
from tandem.foundation.months import months_later
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file, record
from tandem.identity.access.types import Acting, system
from tandem.identity.organisations.selectors import office_for
from tandem.identity.people.selectors import person_summary
from tandem.identity.people.services import enrol

if TYPE_CHECKING:
    from tandem.eservices.procedures.models import Filing

ENTRY_ARTICLE = "OACI 20a"
FORESEEN_MONTHS = 3  # without notice a job ends by itself: the duty begins three months before (AVIG-Praxis ALE B314)


class InterviewTooLate(Refusal):
    message = _(
        "The law wants the first interview within 15 days of the registration. Nothing was set. Choose an earlier day."
    )


class EndNotPossible(Refusal):
    message = _("A registration ends today or before, and not before it began. Nothing was changed. Correct the day.")


class InterviewInThePast(Refusal):
    message = _("This moment has passed. Nothing was set. Choose a later one.")


class InterviewSetAlready(Refusal):
    message = _("The interview is set for this moment already. Nothing was changed.")


class NoInterviewAhead(Refusal):
    message = _("No interview is ahead. Nothing was cancelled. Look at the list of new registrations.")


def note_registration(acting: Acting, filing: "Filing", now: datetime.datetime) -> None:
    """Enrol the person at the office of her postal code, and confirm it in writing; a correction changes the facts."""
    answers = answers_of(filing)
    facts = {
        "wants_benefit": bool(answers["wants_benefit"]),
        "wanted_from": answers["wanted_from"],
        "last_day": answers.get("last_day"),
    }
    hers = Registration.objects.of(filing.person_id)
    earlier = hers.current().select_for_update().first()
    if earlier is not None and earlier.filing_id is not None:
        Registration.objects.filter(pk=earlier.pk).update(filing=filing, **facts)
        _note_entry(earlier, answers, now)
        return
    person = person_summary(acting)
    office = office_for(person.postal_code, day_of(now))
    chosen = answers.get("fund") or ""
    came_back = earlier is None and hers.exists()
    office_id = (office.organisation_id if office else None) if came_back else None
    office_id = office_id or person.office_id or (office.organisation_id if office else None)
    number = enrol(
        acting,
        office_id=office_id,
        fund_id=int(chosen) if chosen.isdecimal() else None,
        anew=came_back,
        now=now,
    )
    registration = earlier or Registration(
        person_id=filing.person_id,
        office_id=office_id,
        registered_on=filing.received_on,
        first_interview_by=rules.first_interview_by(filing.received_on),
    )
    # Whoever stood at the desk registered on that day, whenever her form on paper came.
    registration.filing = filing
    for name, value in facts.items():
        setattr(registration, name, value)
    registration.save()
    _note_entry(registration, answers, now)
    tell(
        acting,
        person_id=filing.person_id,
        kind=CONFIRMED.key,
        facts={
            "day": registration.registered_on,
            "number": number,
            "office": office.name if office else gettext("Your office writes to you."),
            "interview_by": registration.first_interview_by,
            "receipt": filing.receipt.number,
        },
        now=now,
    )


def note_at_desk(acting: Acting, now: datetime.datetime) -> None:
    """Somebody registered at the desk: from this day on (LACI 17 al. 2; OACI 19), before her form on paper is there.

    Called in the transaction that begins her file, which writes the ledger. `acting` is open for assignment.
    """
    Registration.objects.create(
        person_id=acting.file(Purpose.ASSIGNMENT),
        office_id=acting.organisation_id,
        registered_on=day_of(now),
        first_interview_by=rules.first_interview_by(day_of(now)),
    )


@transaction.atomic
def set_first_interview(
    acting: Acting, *, registration_id: int, at: datetime.datetime, now: datetime.datetime
) -> Registration:
    """Say when the first interview takes place (OACI 20a), or move it; the person is told which of the two.

    Raises InterviewTooLate, InterviewInThePast, InterviewSetAlready, Hidden.
    """
    registration = _running(acting, registration_id)
    if at <= now:
        raise InterviewInThePast
    before = registration.interview_at
    if before == at:
        raise InterviewSetAlready
    latest = registration.first_interview_by
    if latest is not None and day_of(at) > latest >= day_of(now):
        raise InterviewTooLate
    _keep_interview(registration, at=at, set_by=acting.user_id, now=now)
    _note(acting, registration, verb="registration.set_first_interview", now=now)
    is_moved = before is not None and before > now
    tell(
        acting,
        person_id=registration.person_id,
        kind=(INTERVIEW_MOVED if is_moved else INTERVIEW_SET).key,
        about=f"registration {registration.pk} {at.isoformat()} {now.isoformat()}",
        facts=_told(registration, at, **({"before": before} if before and is_moved else {})),
        now=now,
    )
    return registration


@transaction.atomic
def cancel_first_interview(acting: Acting, *, registration_id: int, now: datetime.datetime) -> None:
    """The interview that was set does not take place; the registration goes on and waits for another day.

    The person is told, and her calendar shows it as cancelled. Raises NoInterviewAhead, Hidden.
    """
    registration = _running(acting, registration_id)
    cancelled = registration.interview_at
    if cancelled is None or cancelled <= now:
        raise NoInterviewAhead
    _keep_interview(registration, at=None, set_by=None, now=now)
    _note(acting, registration, verb="registration.cancel_first_interview", now=now)
    tell(
        acting,
        person_id=registration.person_id,
        kind=INTERVIEW_CANCELLED.key,
        about=f"registration {registration.pk} {cancelled.isoformat()} cancelled {now.isoformat()}",
        facts=_told(registration, cancelled),
        now=now,
    )


def _note(acting: Acting, registration: Registration, *, verb: str, now: datetime.datetime) -> None:
    label = Registration._meta.label
    record(acting, verb=verb, purpose=Purpose.REGISTRATION, object_type=label, object_id=registration.pk, now=now)


def _running(acting: Acting, registration_id: int) -> Registration:
    """The registration that runs, of the file that an office has opened; nobody else writes it meanwhile."""
    rows = Registration.objects.of(acting.file(Purpose.REGISTRATION)).current().filter(pk=registration_id)
    registration = rows.select_for_update().first()
    if registration is None or acting.user_id is None or acting.is_own_file:
        raise Hidden
    return registration


def _keep_interview(
    registration: Registration, *, at: datetime.datetime | None, set_by: int | None, now: datetime.datetime
) -> None:
    """Without a moment it is the one of before that is cancelled. What is due at the interview follows."""
    registration.cancelled_interview_at = registration.interview_at if at is None else None
    registration.interview_at, registration.interview_set_by_id = at, set_by
    registration.save(update_fields=["interview_at", "interview_set_by", "cancelled_interview_at"])
    if registration.filing is not None:
        _note_entry(registration, answers_of(registration.filing), now)


def _told(registration: Registration, at: datetime.datetime, **more: datetime.datetime) -> dict[str, Any]:
    """What a message says about an interview, each moment in the reader's language."""
    moments = {"moment": at, **more}
    return {
        **{name: functools.partial(formatting.long_moment, moment) for name, moment in moments.items()},
        "office": registration.office.name if registration.office else gettext("your office"),
    }


@transaction.atomic
def end(
    acting: Acting, *, registration_id: int | None, ended_on: datetime.date, reason: EndReason, now: datetime.datetime
) -> None:
    """The office ends a registration, and the person is told; she may register again at any time (LACI 17 al. 2).

    Without `registration_id` it is that of somebody whom the office has followed since before registrations were
    kept here: its first day is not known. What she filed and her office's access to it stay: her last forms are still
    to be looked at. Raises EndNotPossible, Hidden.
    """
    person_id = acting.file(Purpose.REGISTRATION)
    hers = Registration.objects.of(person_id)
    if registration_id is not None:
        registration = hers.current().filter(pk=registration_id).select_for_update().first()
    else:
        registration = None if hers.exists() else Registration(person_id=person_id, office_id=acting.organisation_id)
    if registration is None or acting.user_id is None or acting.is_own_file:
        raise Hidden
    if ended_on > day_of(now) or (registration.registered_on and ended_on < registration.registered_on):
        raise EndNotPossible
    registration.ended_on, registration.end_reason, registration.ended_by_id = ended_on, reason, acting.user_id
    registration.save()
    _note(acting, registration, verb="registration.end", now=now)
    tell(
        acting,
        person_id=person_id,
        kind=ENDED.key,
        about=f"registration {registration.pk}",
        facts={"day": ended_on, "reason": lambda: str(reason.label)},
        now=now,
    )


def _note_entry(registration: Registration, answers: Answers, now: datetime.datetime) -> None:
    """Which efforts before unemployment count, and when they are due, follows from it (OACI 20a)."""
    wanted_from: datetime.date | None = answers.get("wanted_from")
    if wanted_from is None:
        return
    last_day = answers.get("last_day")
    foreseen = answers.get("notice_on") or (months_later(last_day, -FORESEEN_MONTHS) if last_day else wanted_from)
    file = open_file(system(ENTRY_ARTICLE), registration.person_id, Purpose.EFFORTS, now=now)
    note_entry(
        file,
        entry=Entry(
            duty_from=min(foreseen, wanted_from),
            unemployed_from=wanted_from,
            registered_on=registration.registered_on,
            first_interview_on=day_of(registration.interview_at) if registration.interview_at else None,
        ),
        now=now,
    )
