"""Error pages: what happened, what is safe, what to do next."""

import sys
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import translation

from tandem.foundation.http.waiting.page import STILL, address

BREAK_SECONDS = 10


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", status=403)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Says sorry with nothing that may itself be broken: no database, no session, no context processor, no slot."""
    if _is_away(sys.exception()):
        return _short_break(request)
    return HttpResponse(_bare(request, "errors/500.html", request_id=getattr(request, "id", "")), status=500)


def _short_break(request: HttpRequest) -> HttpResponse:
    """The database is being restarted, or another one takes over: a matter of seconds, so the page comes again.

    Not for what was sent: her browser has it, and she sends it again herself.
    """
    is_read = request.method in {"GET", "HEAD"}
    loads_again = is_read and STILL not in request.GET
    page = _bare(
        request,
        "errors/503.html",
        here=address(request) if is_read else "",
        still=address(request, still=True),
        loads_again=loads_again,
        again=BREAK_SECONDS,
    )
    headers = {"Retry-After": str(BREAK_SECONDS), "Cache-Control": "no-store"}
    if loads_again:
        headers["Refresh"] = str(BREAK_SECONDS)
    return HttpResponse(page, status=503, headers=headers)


def _is_away(error: BaseException | None) -> bool:
    """Whether there is no database at this moment; a statement that took too long or was refused is another thing."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(("08", "57P"))  # no connection; shut down, crashed, not up yet


def _bare(request: HttpRequest, template: str, **facts: Any) -> str:
    language = _language_of(request)
    with translation.override(language):
        return get_template(template).render(
            {
                "language": language,
                "stylesheet": _address("foundation/tandem.css"),
                "mark": _address("foundation/mark.svg"),
                **facts,
            }
        )


def _language_of(request: HttpRequest) -> str:
    prefix = request.path_info.lstrip("/").partition("/")[0]
    return prefix if prefix in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _address(name: str) -> str:
    try:
        return static(name)
    except ValueError:  # the collected files are missing: the page stands without its clothes
        return ""
