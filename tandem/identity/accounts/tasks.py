from typing import Any

from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.accounts import limits


@task("accounts.forget_ended_attempts", lock="accounts.forget_ended_attempts", every="17 3 * * *")
def forget_ended_attempts(timestamp: int, **_later: Any) -> None:
    limits.forget_ended(now())
