from typing import Any

from tandem.assistance.confirmations import services, steps
from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system


@task("confirmations.remind", lock="confirmations.remind", every="40 6 * * *")
def remind(timestamp: int, **_later: Any) -> None:
    services.remind(system(steps.BY_LAW), now=now())
