"""News from below: a log-out, the end of a mandate."""

import datetime
from typing import Any

from django.http import HttpRequest

from tandem.assistance.sessions import services
from tandem.assistance.sessions.browser import remembered
from tandem.assistance.sessions.steps import BY_LAW
from tandem.foundation.aside import aside
from tandem.foundation.clock import now
from tandem.identity.access.types import system


@aside("sessions.leave")
def leave(sender: object, *, request: HttpRequest | None, user: Any, **_later: Any) -> None:
    """Whoever logs out leaves the session, on either side. Sent while the log-in is still there."""
    number = remembered(request) if request is not None and user is not None and hasattr(request, "acting") else None
    if request is not None and number is not None:
        services.end_at_log_out(request.acting, session_id=number, now=now())  # type: ignore[attr-defined]


def end_with_mandate(sender: object, *, mandate_id: int, at: datetime.datetime, **_later: Any) -> None:
    services.end_of_mandate(system(BY_LAW), mandate_id=mandate_id, now=at)
