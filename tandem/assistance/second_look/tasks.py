from typing import Any

from tandem.assistance.second_look import services
from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access.types import system


@task("second_look.forget_old", lock="second_look.forget_old", every="41 3 * * *")
def forget_old(timestamp: int, **_later: Any) -> None:
    services.forget_old(system(services.ARTICLE), now=now())
