"""Help is written down: by whoever gave it, or by itself when a session or a second look is over."""

import datetime
import hashlib
import hmac

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.assistance.helplog import rules
from tandem.assistance.helplog.enums import Source
from tandem.assistance.helplog.models import HelpGiven, Note
from tandem.assistance.helplog.selectors import stood_in_for
from tandem.assistance.helplog.signals import help_noted, help_withdrawn
from tandem.assistance.helplog.types import HelpFacts, Noted
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import AuthorityKind, Capacity, Purpose
from tandem.identity.access.services import file_to_act_on, record
from tandem.identity.access.types import Acting, Authority


class NotYet(Refusal):
    message = _("This day is still to come. Nothing was noted. Check the date.")


class TooLongAgo(Refusal):
    message = _("Help can be noted for 31 days: the reports of the time before are made. Nothing was noted.")


class TooManyMinutes(Refusal):
    message = _("Note between 1 and 480 minutes. Nothing was noted.")


class TooManyPeople(Refusal):
    message = _("Note between 1 and 200 people. Nothing was noted.")


@transaction.atomic
def note(acting: Acting, *, facts: HelpFacts, now: datetime.datetime) -> Noted:
    """A helper notes help that she gave; whoever had no mandate for her, or was in a group, stays without a name.

    A person with a mandate reads it on her pages. Raises Hidden for who is no helper and for a person whose file is
    shut to her, NotYet, TooLongAgo, TooManyMinutes, TooManyPeople.
    """
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        raise Hidden
    _check(facts, day_of(now))
    if facts.person_id is None:
        return Noted(_count(acting.organisation_id, facts, Source.NOTED, False).pk, None)
    file = file_to_act_on(acting, facts.person_id, Purpose.HELP, now=now)
    absent = stood_in_for(acting, facts.person_id, on=facts.helped_on)
    written = _tell(facts, helper_id=acting.user_id, structure_id=acting.organisation_id, absent_id=absent, now=now)
    _record(file, "helplog.note", written, now)
    help_noted.send(note, person_id=facts.person_id, note_id=written.pk, theme=facts.theme, level=facts.level, at=now)
    given = _count(acting.organisation_id, facts, Source.NOTED, absent is not None)
    return Noted(given.pk, written.pk)


@transaction.atomic
def note_by_itself(
    acting: Acting,
    *,
    helper_id: int,
    structure_id: int | None,
    facts: HelpFacts,
    source: Source,
    reference: str,
    now: datetime.datetime,
) -> Noted | None:
    """The platform notes a session or a second look that is over; None when it has done so before.

    `acting` is the platform (`system`). The file may be shut to the helper by then, so nobody opens it.
    Raises Hidden for everybody else; ValueError without a person.
    """
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    if facts.person_id is None or not reference:
        raise ValueError("a session and a second look are somebody's, and have a number")
    if Note.objects.filter(source=source, reference=reference).exists():
        return None
    written = _tell(facts, helper_id=helper_id, structure_id=structure_id, source=source, reference=reference, now=now)
    duty = Authority(AuthorityKind.LEGAL_DUTY, acting.authority.reference)
    _record(acting.concerning(facts.person_id, duty, Purpose.HELP), "helplog.note_by_itself", written, now)
    return Noted(_count(structure_id, facts, source, False).pk, written.pk)


@transaction.atomic
def take_back(acting: Acting, *, noted: Noted, now: datetime.datetime) -> None:
    """What she has just noted was wrong: both lines go. Raises Hidden for another one's and for what is gone.

    `noted` is what `note` returned, kept where only she could have put it: a count names nobody it could be asked for.
    """
    given = HelpGiven.objects.filter(pk=noted.given_id, structure_id=acting.organisation_id, source=Source.NOTED)
    if noted.note_id is not None:
        hers = Note.objects.filter(pk=noted.note_id, helper_id=acting.user_id, source=Source.NOTED)
        written = hers.order_by("pk").first()
        if written is None:
            raise Hidden
        file = file_to_act_on(acting, written.person_id, Purpose.HELP, now=now)
        _record(file, "helplog.take_back", written, now)
        help_withdrawn.send(take_back, person_id=written.person_id, note_id=written.pk)
        written.delete()
    if acting.capacity is not Capacity.HELPER or not given.delete()[0]:
        raise Hidden


def mark_of(person_id: int, structure_id: int | None, month: datetime.date) -> str:
    """The same for one person, structure and month, and for no other; says nothing without the house's key."""
    text = f"helplog {structure_id} {month:%Y-%m} {person_id}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _check(facts: HelpFacts, today: datetime.date) -> None:
    if facts.helped_on > today:
        raise NotYet
    if facts.helped_on < today - rules.NOTED_WITHIN:
        raise TooLongAgo
    if not 1 <= facts.minutes <= rules.MOST_MINUTES:
        raise TooManyMinutes
    if not 1 <= facts.people <= rules.MOST_PEOPLE:
        raise TooManyPeople


def _tell(
    facts: HelpFacts,
    *,
    helper_id: int,
    structure_id: int | None,
    absent_id: int | None = None,
    source: Source = Source.NOTED,
    reference: str = "",
    now: datetime.datetime,
) -> Note:
    assert facts.person_id is not None  # noqa: S101 - the callers asked
    return Note.objects.create(
        person_id=facts.person_id,
        helper_id=helper_id,
        structure_id=structure_id,
        stood_in_for_id=absent_id,
        helped_on=facts.helped_on,
        theme=facts.theme,
        level=facts.level or "",
        place=facts.place,
        source=source,
        reference=reference,
        noted_at=now,
    )


def _count(structure_id: int | None, facts: HelpFacts, source: Source, by_stand_in: bool) -> HelpGiven:
    month = month_of(facts.helped_on)
    return HelpGiven.objects.create(
        structure_id=structure_id,
        month=month,
        kind=facts.kind,
        minutes=facts.minutes,
        people=facts.people,
        mark=mark_of(facts.person_id, structure_id, month) if facts.person_id else "",
        theme=facts.theme,
        level=facts.level or "",
        place=facts.place,
        material=facts.material,
        waited=facts.waited,
        screen=facts.screen or "",
        source=source,
        by_stand_in=by_stand_in,
    )


def _record(file: Acting, verb: str, written: Note, now: datetime.datetime) -> None:
    record(file, verb=verb, purpose=Purpose.HELP, object_type=Note._meta.label, object_id=written.pk, now=now)
