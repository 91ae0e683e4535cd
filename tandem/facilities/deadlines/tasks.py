from tandem.facilities.deadlines import services
from tandem.foundation import clock
from tandem.foundation.queue import task
from tandem.identity.access.types import system

# Who carries the insurance informs of rights and duties (LPGA 27).
REASON = "LPGA 27 al. 1"


@task("deadlines.remind", lock="deadlines.remind", every="7 5-18 * * *")
def remind(timestamp: int) -> None:
    """Every hour of the day, never at night: whoever was told less than 24 hours ago is told in a later hour."""
    services.remind(system(REASON), now=clock.now())
