"""The list of open sessions: on which device, from where, since when. django-allauth's table, kept true by us."""

import datetime
from typing import Any

import structlog
from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from tandem.foundation.http.address import stored_address
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting
from tandem.identity.accounts import rules
from tandem.identity.accounts.models import User
from tandem.identity.accounts.session_store import Line

log = structlog.get_logger()

# What the session itself remembers of its row, so that most requests need not look at it.
LISTED = "accounts.listed"
NOWHERE = "0.0.0.0"  # noqa: S104 - the address of a log-in without one, no socket
_FRESH = datetime.timedelta(minutes=5)


def begin(request: HttpRequest, user: User, now: datetime.datetime) -> None:
    """List the session that a log-in has just opened, and end it after eight hours whatever happens in it.

    Whoever logs in again without logging out keeps her session, and its line.
    """
    bound(request, now)
    if not request.session.session_key:
        request.session.save()
    user.last_login = now
    line = Line(user_id=user.pk, ip=stored_address(request), user_agent=_user_agent(request), begun_at=now)
    request.session.opens(line)  # type: ignore[attr-defined]
    _remember(request, now)


def bound(request: HttpRequest, now: datetime.datetime) -> None:
    """A session ends eight hours after its log-in, not after its last use: a stolen one is not kept alive."""
    request.session.set_expiry(now + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE))


def follow(request: HttpRequest, now: datetime.datetime) -> None:
    """Keep the row of this request's session true: its key, where it is used, when it was seen last."""
    listed = request.session.get(LISTED)
    if listed and listed["key"] == request.session.session_key and _is_fresh(listed, request, now):
        return
    row = listed and UserSession.objects.filter(session_key=listed["key"], user_id=request.user.pk).first()
    if row:
        _update(row, request, now)
    else:
        UserSession.objects.create_from_request(request)
    _remember(request, now)


def _is_fresh(listed: dict[str, Any], request: HttpRequest, now: datetime.datetime) -> bool:
    stays = listed["ip"] == NOWHERE or (listed["ip"], listed["user_agent"]) == (
        stored_address(request),
        _user_agent(request),
    )
    return bool(stays and now.timestamp() - listed["at"] < _FRESH.total_seconds())


def _update(row: UserSession, request: HttpRequest, now: datetime.datetime) -> None:
    ip, user_agent = stored_address(request), _user_agent(request)
    if row.ip not in {NOWHERE, ip} or not rules.same_device(row.user_agent, user_agent):
        # A stolen cookie shows here: its owner sees from where it was used before.
        row.data["before"] = {"ip": row.ip, "user_agent": row.user_agent, "until": now.isoformat()}
    if row.user_agent and not rules.same_device(row.user_agent, user_agent):
        log.warning("session_changed_device", user_id=row.user_id)
        get_adapter().send_notification_mail("account/email/session_moved", row.user)
    row.session_key, row.ip, row.user_agent, row.last_seen_at = request.session.session_key, ip, user_agent, now
    row.save()


@transaction.atomic
def end_session(acting: Acting, *, session_id: int, now: datetime.datetime) -> None:
    """Log out one of her own sessions. Raises Hidden when she has none of this number."""
    row = UserSession.objects.filter(pk=session_id, user_id=acting.user_id).first()
    if row is None:
        raise Hidden
    row.end()
    log.info("session_ended", user_id=acting.user_id)


@transaction.atomic
def end_other_sessions(acting: Acting, *, session_key: str, now: datetime.datetime) -> None:
    """Log out all of her sessions but the one with this key."""
    if acting.user_id is None:
        raise ValueError("a visitor has no sessions")
    end_others_of(acting.user_id, session_key=session_key)
    log.info("other_sessions_ended", user_id=acting.user_id)


def end_others_of(user_id: int, *, session_key: str | None = None) -> int:
    """Log out all sessions of this account but one, or all of them; returns how many."""
    others = list(UserSession.objects.filter(user_id=user_id).exclude(session_key=session_key or "").order_by("pk"))
    for row in others:
        row.end()
    return len(others)


def open_sessions(user_id: int, *, now: datetime.datetime) -> list[UserSession]:
    """The sessions that still open the account, the one seen last first."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user_id=user_id, session_key__in=alive)
    return list(rows.order_by("-last_seen_at", "-pk"))


def forget_ended(now: datetime.datetime) -> int:
    """Drop from the list, and from Django's table, what opens nothing any more; returns how many were listed."""
    Session.objects.filter(expire_date__lte=now).delete()
    return UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]


def _remember(request: HttpRequest, now: datetime.datetime) -> None:
    request.session[LISTED] = {
        "key": request.session.session_key,
        "at": now.timestamp(),
        "ip": stored_address(request),
        "user_agent": _user_agent(request),
    }


def _user_agent(request: HttpRequest) -> str:
    return request.META.get("HTTP_USER_AGENT", "")[:200]
