"""Noting how tasks came about, the person's own word about them, and whom she shows it to."""

import datetime

from django.db import transaction

from tandem.assistance.autonomy import rules, selectors
from tandem.assistance.autonomy.enums import NextTime, Task
from tandem.assistance.autonomy.models import Observation, OwnWord, Share
from tandem.assistance.autonomy.opening import insert, opened
from tandem.assistance.autonomy.wording import ANSWER, SHARE, STOP_SHARING
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.services import record as write_down
from tandem.identity.access.types import Acting


def record(person_id: int, task: Task, level: Presence, at: datetime.datetime, source: str) -> None:
    """Note that a task came about at a level. `source` names the act: the same act twice is noted once.

    For the features of this room and for what they listen to; it tells nothing back. Raises ValueError for what is no
    level.
    """
    if rules.least_own([level]) is None:
        raise ValueError(f"level: {level} is none of the five.")
    insert(Observation._meta.db_table, person_id, task=task.value, level=level.value, at=at, source=source)


def forget(person_id: int, source: str) -> None:
    """What was read from an act that counts no more goes; nothing where there was nothing."""
    with opened(person_id):
        Observation.objects.filter(person_id=person_id, source=source).delete()


@transaction.atomic
def answer(acting: Acting, *, task: Task, word: NextTime, now: datetime.datetime) -> None:
    """The person says how it would go next time. Raises Hidden for everybody else."""
    person_id = own_file(acting)
    with opened(person_id):
        OwnWord.objects.create(person_id=person_id, task=task, word=word, at=now)
    write_down(acting, verb=ANSWER, purpose=Purpose.HELP, now=now)


@transaction.atomic
def share(acting: Acting, *, task: Task, mandate_id: int, now: datetime.datetime) -> None:
    """Let those named in one of her running mandates see how she does one task. Raises Hidden for a mandate that is
    not hers, or not running."""
    person_id = own_file(acting)
    if mandate_id not in {card.number for card in selectors.running_mandates(acting, now=now)}:
        raise Hidden
    with opened(person_id):
        row = Share(person_id=person_id, task=task, mandate_id=mandate_id, shared_at=now)
        Share.objects.bulk_create([row], ignore_conflicts=True)
    write_down(acting, verb=SHARE, purpose=Purpose.HELP, now=now)


@transaction.atomic
def stop_sharing(acting: Acting, *, task: Task, mandate_id: int, now: datetime.datetime) -> None:
    """From now on they see it no more. Raises Hidden where nothing is shared."""
    person_id = own_file(acting)
    with opened(person_id):
        rows = Share.objects.filter(person_id=person_id, task=task, mandate_id=mandate_id, ended_at=None)
        if not rows.update(ended_at=now):
            raise Hidden
    write_down(acting, verb=STOP_SHARING, purpose=Purpose.HELP, now=now)


def own_file(acting: Acting) -> int:
    """The person herself with her file open, nobody in her place. Raises Hidden."""
    if not acting.is_own_file:
        raise Hidden
    return acting.file(Purpose.HELP)
