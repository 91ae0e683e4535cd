from typing import Any

from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.accounts import sessions


@task("accounts.forget_ended_sessions", lock="accounts.forget_ended_sessions", every="37 3 * * *")
def forget_ended_sessions(timestamp: int, **_later: Any) -> None:
    sessions.forget_ended(now())
