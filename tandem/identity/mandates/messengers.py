import datetime

from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates.models import Mandate

_READING = [reach for reach in Reach if reach.includes(Reach.READ)]


def reads_messages(person_id: int, now: datetime.datetime) -> bool:
    """Whether somebody may read the person's messages by a mandate that runs: then they can go through her."""
    running = Mandate.objects.of(person_id).running(at=now)
    return running.filter(areas__area=Purpose.MESSAGES, areas__reach__in=_READING, areas__ended_at=None).exists()
