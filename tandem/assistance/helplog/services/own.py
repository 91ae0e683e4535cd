"""What a person does with the notes about help to her, and what time does with them."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.assistance.helplog import rules
from tandem.assistance.helplog.models import HelpGiven, Note
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of, months_later
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting


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
    return found


@transaction.atomic
def erase(acting: Acting, *, note_id: int, now: datetime.datetime) -> None:
    """The person takes a note away: nobody needs it but her. Raises Hidden for another one's.

    The structure's count stays: it names nobody.
    """
    _hers(acting, note_id).delete()
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
