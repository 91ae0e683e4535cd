from tandem.facilities.notifications import services
from tandem.foundation import clock
from tandem.foundation.queue import task
from tandem.identity.access.types import system


@task(services.DELIVER)
def deliver(message_id: int) -> None:
    services.deliver(system(services.ARTICLE), message_id=message_id, now=clock.now())


@task("notifications.follow")
def follow(outgoing_id: int) -> None:
    services.follow(system(services.ARTICLE), outgoing_id=outgoing_id, now=clock.now())


@task("notifications.go_on", lock="notifications.go_on", every="*/5 * * * *")
def go_on(timestamp: int) -> None:
    """What waited unread long enough, and what was lost between two steps."""
    services.go_on(system(services.ARTICLE), now=clock.now())
