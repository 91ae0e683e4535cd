"""Error pages: what happened, what is safe, what to do next."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import translation


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
    language = _language_of(request)
    with translation.override(language):
        page = get_template("errors/500.html").render(
            {
                "language": language,
                "request_id": getattr(request, "id", ""),
                "stylesheet": _address("foundation/tandem.css"),
                "mark": _address("foundation/mark.svg"),
            }
        )
    return HttpResponse(page, status=500)


def _language_of(request: HttpRequest) -> str:
    prefix = request.path_info.lstrip("/").partition("/")[0]
    return prefix if prefix in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _address(name: str) -> str:
    try:
        return static(name)
    except ValueError:  # the collected files are missing: the page stands without its clothes
        return ""
