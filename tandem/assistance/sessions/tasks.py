from typing import Any

from tandem.assistance.sessions import services
from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system


@task("sessions.close_over", lock="sessions.close_over", every="*/5 * * * *")
def close_over(timestamp: int, **_later: Any) -> None:
    """They count no more from their last minute on: this notes it, and lets the log of help know."""
    services.close_over(system("LPGA 37 al. 1"), now=now())
