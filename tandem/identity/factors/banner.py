"""After log-in, on the home page: the suggestion to choose a second factor, with a way to say "not now"."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.foundation.aside import aside
from tandem.foundation.clock import now
from tandem.identity.factors import selectors
from tandem.identity.factors.middleware import SUGGEST


@aside("factors.suggestion", writes_once=True)
def remember(sender: object, *, request: HttpRequest, user: Any, **_later: Any) -> None:
    if request is not None and hasattr(request, "session"):
        request.session[SUGGEST] = not _has_just_used_one(request, user) and selectors.may_be_asked(user.pk, now=now())


def _has_just_used_one(request: HttpRequest, user: Any) -> bool:
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def suggestion(request: HttpRequest) -> SafeString:
    match = request.resolver_match
    if match is None or match.view_name != "homes:home" or not hasattr(request, "session"):
        return mark_safe("")
    # Chosen in the meantime, here or at a desk: asked once more only as long as the suggestion stands.
    if not request.session.get(SUGGEST) or selectors.has_second_factor(request.user.pk):  # type: ignore[arg-type]
        return mark_safe("")
    return render_to_string("factors/suggestion.html", {}, request)


def install() -> None:
    user_logged_in.connect(remember, dispatch_uid="factors.suggestion")
