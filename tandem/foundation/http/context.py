from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString, mark_safe


def page(request: HttpRequest) -> dict[str, Any]:
    """What the frame, the forms in it and the error pages need."""
    return {"request_id": getattr(request, "id", ""), **form_of(request)}


def form_of(request: HttpRequest) -> dict[str, Any]:
    """What `{% csrf_token %}` needs, for a part that is drawn without a request; worked out when a form is there."""
    return {"csrf_token": SimpleLazyObject(lambda: _token(request))}


def token_field(request: HttpRequest) -> SafeString:
    """The same for a form that Python writes."""
    field = f'<input type="hidden" name="csrfmiddlewaretoken" value="{_token(request)}">'
    return mark_safe(field)  # noqa: S308 - letters and digits


def _token(request: HttpRequest) -> str:
    """One for all forms of an answer. Masked anew for each answer, so that its length says nothing of the secret."""
    kept: tuple[str, str] | None = getattr(request, "_form_token", None)
    if kept is None or kept[0] != request.META.get("CSRF_COOKIE"):  # a log-in changes it on the way
        token = get_token(request)
        kept = request._form_token = request.META["CSRF_COOKIE"], token  # type: ignore[attr-defined]
    return kept[1]
