from typing import Any

from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system
from tandem.identity.mandates import services

_BY = "LPGA 37 al. 1"


@task("mandates.keep_up", lock="mandates.keep_up", every="*/15 * * * *")
def keep_up(timestamp: int, **_later: Any) -> None:
    """Midnight in Switzerland is at one of two hours in UTC: a quarter of an hour later the pages say so, too."""
    moment = now()
    services.close_expired(system(_BY), now=moment)
    services.end_what_nobody_holds(system(_BY), now=moment)


@task("mandates.warn", lock="mandates.warn", every="20 6 * * *")
def warn(timestamp: int, **_later: Any) -> None:
    services.warn(system(_BY), now=now())
