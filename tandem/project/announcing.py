"""What a process says loudly when it starts, so that nobody finds it out from a damage."""

import structlog

from tandem.facilities.documents.selectors import scanner_state

log = structlog.get_logger(__name__)


def announce() -> None:
    """One line in the log for each protection that is missing."""
    state = scanner_state()
    if state != "ok":
        log.warning("documents.virus_scanner", state=state, hint="docs/operations.md, “Documents”")
