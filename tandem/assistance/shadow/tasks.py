from typing import Any

from tandem.assistance.shadow import services
from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system


@task("shadow.reckon", lock="shadow.reckon", every="10 3 * * *")
def reckon(timestamp: int, **_later: Any) -> None:
    services.reckon(system("LPD 6 al. 4"), now=now())
