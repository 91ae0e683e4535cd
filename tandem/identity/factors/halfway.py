"""Whose factors a verb is about: the account's own, also while its owner is still on her way in."""

import time

from allauth.account import app_settings
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from allauth.account.utils import url_str_to_user_pk
from django.contrib.auth import get_user_model
from django.http import HttpRequest

from tandem.identity.access.types import Acting
from tandem.identity.factors.models import FactorSettings


def on_its_way(request: HttpRequest, stage: str) -> int | None:
    """The account whose log-in has come as far as this stage and has not run out of time; None for nobody.

    What allauth asks itself before a page of a stage, without reading the account: most of the page needs its number.
    """
    begun = request.session.get(LOGIN_SESSION_KEY)
    if begun is None or begun["state"].get("stages", {}).get("current") != stage or has_run_out(request):
        return None
    return int(url_str_to_user_pk(begun["user_pk"])) if begun["user_pk"] else None


def has_run_out(request: HttpRequest) -> bool:
    """Whether somebody began to log in, and so long ago that she must begin anew."""
    begun = request.session.get(LOGIN_SESSION_KEY)
    return begun is not None and time.time() - begun["initiated_at"] > app_settings.LOGIN_TIMEOUT


def begin_anew(request: HttpRequest) -> str:
    """Forget the password that was right a while ago; returns where she wanted to go, empty for nowhere special."""
    wanted: str = request.session.get(LOGIN_SESSION_KEY, {}).get("redirect_url") or ""
    clear_login(request)
    return wanted


def account_of(acting: Acting, user_id: int | None = None) -> int:
    """The account that acts; for a visitor the one whose password was right, as the log-in remembers it.

    Raises ValueError when nobody is known, or when somebody who is logged in means another account.
    """
    if acting.user_id is None and user_id is not None:
        return user_id
    if acting.user_id is None or user_id not in (None, acting.user_id):
        raise ValueError("second factors are the account's own business")
    return acting.user_id


def locked_settings(user_id: int) -> FactorSettings:
    """The account's choice, held until the transaction ends: changes to its factors come one after the other.

    Ask for the account first, as everybody who locks both does.
    """
    get_user_model().objects.select_for_update().get(pk=user_id)
    return FactorSettings.objects.get_or_create(user_id=user_id)[0]
