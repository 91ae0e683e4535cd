"""What a person does with the notes about help to her, and what time does with them."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.assistance.helplog import rules
from tandem.assistance.helplog.models import HelpGiven, Note
from tandem.assistance.helplog.selectors import contested_note
from tandem.assistance.helplog.signals import help_withdrawn
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of, months_later
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import file_to_act_on, record
from tandem.identity.access.types import Acting


class AlreadyAnswered(Refusal):
    message = _("This was answered already. Nothing was changed.")


class AlreadyContested(Refusal):
    message = _("You have contested this note already. Nothing was changed.")


@transaction.atomic
def contest(acting: Acting, *, note_id: int, words: str, now: datetime.datetime) -> Note:
    """The person says what is wrong with a note; her words stay beside it. Raises AlreadyContested, Hidden."""
    found = _hers(acting, note_id)
    if found.contested_at is not None:
        raise AlreadyContested
    found.contested_at, found.contest = now, words
    found.save(update_fields=["contested_at", "contest"])
    _record(acting, "helplog.contest", note_id, now)
    help_withdrawn.send(contest, person_id=found.person_id, note_id=note_id)
    return found


@transaction.atomic
def answer(acting: Acting, *, note_id: int, words: str, now: datetime.datetime) -> None:
    """The helper answers what the person says about a note of hers; once. Raises AlreadyAnswered, Hidden."""
    contested_note(acting, note_id)
    found = Note.objects.select_for_update(of=("self",)).get(pk=note_id)
    if found.answer:
        raise AlreadyAnswered
    file = file_to_act_on(acting, found.person_id, Purpose.HELP, now=now)
    found.answer = words
    found.save(update_fields=["answer"])
    _record(file, "helplog.answer", note_id, now)


@transaction.atomic
def erase(acting: Acting, *, note_id: int, now: datetime.datetime) -> None:
    """The person takes a note away: nobody needs it but her. Raises Hidden for another one's.

    The structure's count stays: it names nobody.
    """
    gone = _hers(acting, note_id)
    help_withdrawn.send(erase, person_id=gone.person_id, note_id=note_id)
    gone.delete()
    _record(acting, "helplog.erase", note_id, now)


@transaction.atomic
def forget(acting: Acting, *, now: datetime.datetime) -> int:
    """Take away what has become old, whoever's it is: notes after two years, marks after a report's year.

    Returns the number of rows touched. Raises Hidden for everybody but the platform.
    """
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    today = day_of(now)
    notes = Note.objects.filter(helped_on__lt=months_later(today, -rules.NOTES_KEPT_MONTHS))
    marks = HelpGiven.objects.filter(month__lt=months_later(month_of(today), -rules.REPORTED_MONTHS))
    return notes.delete()[0] + marks.exclude(mark="").update(mark="")


def _hers(file: Acting, note_id: int) -> Note:
    notes = Note.objects.of(file.file(Purpose.HELP)).select_for_update(of=("self",))
    found = notes.filter(pk=note_id).order_by("pk").first()
    if found is None:
        raise Hidden
    return found


def _record(file: Acting, verb: str, note_id: int, now: datetime.datetime) -> None:
    record(file, verb=verb, purpose=Purpose.HELP, object_type=Note._meta.label, object_id=note_id, now=now)
