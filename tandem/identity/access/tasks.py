from typing import Any

import structlog

from tandem.foundation.clock import now
from tandem.foundation.queue import task
from tandem.identity.access import heads

log = structlog.get_logger()


@task("access.seal_daily_head", lock="access.seal_daily_head", every="7 * * * *")
def seal_daily_head(timestamp: int, **_later: Any) -> None:
    """Each hour, so that midnight in Switzerland is met whatever the season, and an outage is made good."""
    head = heads.seal(now=now())
    if head is not None:
        # Logs are kept on another machine: there, too, the hash fixes the past.
        log.info("ledger_head_sealed", day=head.day.isoformat(), hash=bytes(head.hash).hex(), key_id=head.key_id)
