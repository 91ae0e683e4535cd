from typing import Any

from tandem.foundation.clock import now
from tandem.foundation.limits import attempts
from tandem.foundation.queue import task


@task("limits.forget_ended_attempts", lock="limits.forget_ended_attempts", every="17 3 * * *")
def forget_ended_attempts(timestamp: int, **_later: Any) -> None:
    attempts.forget_ended(now())
