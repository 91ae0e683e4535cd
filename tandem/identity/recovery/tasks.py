from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system
from tandem.identity.recovery import services


@task("recovery.follow_notice")
def follow_notice(outgoing_id: int) -> None:
    services.follow_notice(system("LPD 8"), outgoing_id=outgoing_id, now=now())
