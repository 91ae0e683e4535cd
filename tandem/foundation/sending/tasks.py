from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.foundation.sending import services


@task(services.DELIVER)
def deliver(outgoing_id: int) -> None:
    services.deliver(outgoing_id, now=now())


@task("sending.catch_up", lock="sending.catch_up", every="* * * * *")
def catch_up(timestamp: int) -> None:
    services.catch_up(now())


@task("sending.forget", lock="sending.forget", every="41 2 * * *")
def forget(timestamp: int) -> None:
    services.forget(now())
