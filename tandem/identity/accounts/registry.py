"""What other rooms may demand of an account before something that cannot be taken back."""

import functools
import time
from collections.abc import Callable
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def reauthentication_required(view: View) -> View:
    """Only whoever has confirmed within five minutes that it is she reaches `view`: by password or second factor.

    Others do so first and are then led back; a form that was sent is kept and filed. For views of logged-in people.
    """

    @functools.wraps(view)
    def confirmed(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if not confirmed_lately(request):
            raise ReauthenticationRequired
        return view(request, *args, **named)

    return confirmed


def confirmed_lately(request: HttpRequest) -> bool:
    """Whether the account's owner has shown within five minutes that it is she at the keyboard."""
    if not request.user.is_authenticated:
        return False
    if get_reauthentication_flows(request.user):
        return bool(did_recently_reauthenticate(request))
    # She has neither password nor second factor here: her log-in at the other service counts, when it is fresh.
    # allauth would let a stolen session of such an account do everything.
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
