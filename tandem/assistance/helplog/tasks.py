from typing import Any

from tandem.assistance.helplog import services
from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system

_BY = "LPD 6 al. 4"  # data are destroyed once they are no longer needed


@task("helplog.forget", lock="helplog.forget", every="40 2 * * *")
def forget(timestamp: int, **_later: Any) -> None:
    services.forget(system(_BY), now=now())
