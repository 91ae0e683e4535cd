"""What a web process should have in memory before its first visitor comes; forked workers then share it."""

import structlog
from django.db import DatabaseError, connections

from tandem.foundation import clock
from tandem.reference.calendar.rules import legal_holidays
from tandem.reference.localities import selectors as localities
from tandem.reference.occupations import selectors as occupations

log = structlog.get_logger()


def warm_up() -> None:
    """Ask one question of each list. A database that is not there yet only makes the first visitor wait."""
    try:
        occupations.suggest("a", language="de")
        localities.suggest("a", language="de")
        legal_holidays("BE", clock.today().year)
    except DatabaseError as error:
        log.warning("warm_up_failed", error=type(error).__name__)
    finally:
        # A connection opened before the fork would be shared by all workers, and garbled.
        connections.close_all()
