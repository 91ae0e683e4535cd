"""In whose presence the one at this keyboard acts: answered once per request, for the middleware of `access`."""

from django.http import HttpRequest

from tandem.assistance.sessions import selectors, services
from tandem.assistance.sessions.browser import remembered
from tandem.assistance.sessions.enums import State
from tandem.foundation.clock import now
from tandem.identity.access.types import Acting, Beside


def of_request(request: HttpRequest, acting: Acting) -> Beside | None:
    """What the session of this browser makes of its acts; each request of the person's side is a sign of hers."""
    number = remembered(request)
    if number is None:
        return None
    moment = now()
    session = selectors.of_actor_or_none(acting, number, now=moment)
    if session is None or session.state(moment) is not State.OPEN:
        return None
    services.note_sign(acting, session=session, now=moment)
    return selectors.beside(session, acting, now=moment)
