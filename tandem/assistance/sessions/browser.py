"""What ties a browser to a session: a number in its log-in. It opens nothing by itself: each request asks anew."""

from django.http import HttpRequest

KEY = "assisted_session"


def remembered(request: HttpRequest) -> int | None:
    """The session that this browser was let into; at no query for whoever is logged in."""
    if not hasattr(request, "session") or not request.user.is_authenticated:
        return None
    number = request.session.get(KEY)
    return number if isinstance(number, int) else None


def remember(request: HttpRequest, session_id: int) -> None:
    request.session[KEY] = session_id


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
