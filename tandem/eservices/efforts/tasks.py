import datetime
from typing import Any

from tandem.eservices.efforts import services
from tandem.eservices.efforts.services.filing import FILE_DUE
from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system

ARTICLE = "OACI 26 al. 2"


@task("efforts.transmit_all_due", lock="efforts.transmit_all_due", every="5 * * * *")
def transmit_all_due(timestamp: int, **_later: Any) -> None:
    """Every hour, so that a night without a worker is caught up at once; right after midnight nothing is left."""
    services.transmit_all_due(system(ARTICLE), now=now())


@task(FILE_DUE)
def transmit_due(person_id: int, month: str) -> None:
    services.transmit_due(system(ARTICLE), person_id=person_id, month=datetime.date.fromisoformat(month), now=now())
