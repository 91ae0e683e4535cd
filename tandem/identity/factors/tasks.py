from typing import Any

from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.factors import services


@task("factors.forget_sent_codes", lock="factors.forget_sent_codes", every="23 3 * * *")
def forget_sent_codes(timestamp: int, **_later: Any) -> None:
    services.forget_sent_codes(now())
