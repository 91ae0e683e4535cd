"""What other rooms may demand of an account before something that cannot be taken back, and of what they tell it."""

import functools
import time
from collections.abc import Callable
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from rapidfuzz import process

from tandem.identity.accounts.types import News

news: dict[str, News] = {}


def add_news(*declared: News) -> None:
    """Declare what an account may be told, so that it can be said again by the next channel when one fails."""
    news.update({one.key: one for one in declared})


def news_of(key: str) -> News:
    """Raises LookupError, with the nearest known keys, for news that nobody declared."""
    if key not in news:
        near = [found for found, *_score in process.extract(key, list(news), limit=3)]
        raise LookupError(f"no news of an account are declared as {key!r}; near: {', '.join(near) or 'none'}")
    return news[key]


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
