from typing import Any

from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system
from tandem.identity.own_data import services


@task(services.MAKE_COPY)
def make_copy(copy_id: int, **_later: Any) -> None:
    services.make_copy(system("LPD 25"), copy_id=copy_id, now=now())


@task("own_data.forget_ended_copies", lock="own_data.forget_ended_copies", every="37 3 * * *")
def forget_ended_copies(timestamp: int, **_later: Any) -> None:
    services.forget_ended_copies(system("nightly schedule"), now=now())


@task("own_data.announce_erasures", lock="own_data.announce_erasures", every="7 4 * * *")
def announce_erasures(timestamp: int, **_later: Any) -> None:
    services.announce_erasures(services.as_the_law_says(), now=now())


@task("own_data.erase_due", lock="own_data.erase_due", every="17 4 * * *")
def erase_due(timestamp: int, **_later: Any) -> None:
    services.erase_due(services.as_the_law_says(), now=now())
