from typing import Any

import structlog

from tandem.foundation import clock
from tandem.foundation.queue import task
from tandem.identity.access.types import system
from tandem.market.ads import services

log = structlog.get_logger()


@task("ads.follow_the_calendar", lock="ads-calendar", every="3 * * * *")
def follow_the_calendar(timestamp: int, **_later: Any) -> None:
    """Every hour, so that the first one after midnight in Switzerland does the day's work in summer and in winter."""
    moved = services.follow_the_calendar(system("ads.follow_the_calendar"), now=clock.now())
    if any(moved.values()):
        log.info("ads_followed_the_calendar", **moved)
