"""What a web process should have in memory before its first visitor comes; forked workers then share it."""

import gc

import structlog
from django.db import DatabaseError, connections

from tandem.foundation import clock
from tandem.reference.calendar.rules import legal_holidays
from tandem.reference.localities import selectors as localities
from tandem.reference.occupations import selectors as occupations

COLLECT = (50_000, 20, 100)  # objects more than were freed; then how many collections of the younger ones

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
    settle()


def settle() -> None:
    """What is there now stays until the end: the collector of cycles need not walk through it again and again.

    Nor need it come after every 700 objects, as a page makes some ten thousand: that took a twentieth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT)
