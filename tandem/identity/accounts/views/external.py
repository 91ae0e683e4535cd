"""The way to a log-in at another service, and back."""

from collections.abc import Callable

import requests
import structlog
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tandem.identity.accounts import external, wording

log = structlog.get_logger()


def _or_other_ways(view: Callable[[HttpRequest, str], HttpResponse], request: HttpRequest, key: str) -> HttpResponse:
    try:
        return view(request, key)
    except (requests.RequestException, KeyError, ValueError) as fault:  # down, or it answers with something else
        log.error("external_service_unreachable", provider=key, kind=type(fault).__name__)
        return external.failed(request, wording.EXTERNAL_UNREACHABLE, status=503)


@login_not_required
@never_cache
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _or_other_ways(openid.login, request, provider_id)


@login_not_required
@never_cache
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _or_other_ways(openid.callback, request, provider_id)
