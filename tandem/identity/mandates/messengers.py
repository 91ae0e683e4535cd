"""Through whom messages to a person may go."""

import datetime

from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates.models import Mandate, MandateQuerySet

_READING = [reach for reach in Reach if reach.includes(Reach.READ)]


def reads_messages(person_id: int, now: datetime.datetime) -> bool:
    """Whether somebody may read the person's messages by a mandate that runs: then they can go through her."""
    return for_messages(person_id, now).exists()


def for_messages(person_id: int, now: datetime.datetime) -> MandateQuerySet:
    """The mandates of the person by which her messages may be read."""
    running = Mandate.objects.of(person_id).running(at=now)
    return running.filter(areas__area=Purpose.MESSAGES, areas__reach__in=_READING, areas__ended_at=None)
