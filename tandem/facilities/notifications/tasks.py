from tandem.facilities.notifications import services
from tandem.foundation import clock
from tandem.foundation.queue import task
from tandem.identity.access.types import system

# Who has a duty to inform and to remind may write (LPGA 27).
REASON = "LPGA 27 al. 1"


@task(services.DELIVER)
def deliver(message_id: int) -> None:
    services.deliver(system(REASON), message_id=message_id, now=clock.now())


@task("notifications.follow")
def follow(outgoing_id: int) -> None:
    services.follow(system(REASON), outgoing_id=outgoing_id, now=clock.now())


@task("notifications.go_on", lock="notifications.go_on", every="*/5 * * * *")
def go_on(timestamp: int) -> None:
    """What waited unread long enough, and what was lost between two steps."""
    services.go_on(system(REASON), now=clock.now())
