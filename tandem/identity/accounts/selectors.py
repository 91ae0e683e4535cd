import datetime
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import QuerySet

from tandem.identity.accounts.models import PaperCode, ToldNews, User
from tandem.identity.accounts.registry import news_of


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Names by id, in one query."""
    return dict(User.objects.filter(pk__in=set(user_ids)).order_by().values_list("pk", "name"))


def account_of(username: str) -> User | None:
    """The account with this login name, whatever its case."""
    return User.objects.known_as(username).first()


def has_password(user_id: int) -> bool:
    """Whether the account logs in here with a password of its own."""
    user = User.objects.filter(pk=user_id).first()
    return user is not None and user.has_usable_password()


def email_of(user_id: int) -> str:
    """The account's e-mail address; empty for none."""
    return User.objects.filter(pk=user_id).order_by("pk").values_list("email", flat=True).first() or ""


def language_of_address(email: str) -> str | None:
    """In which language the account with this address is written to; None when there is none."""
    return User.objects.filter(email=email.lower()).order_by().values_list("language", flat=True).first()


def free_login_name(name: str) -> str:
    """A login name that nobody has, made of a person's name: "nadine.muster", "nadine.muster2"."""
    words = re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode())
    stem = ".".join(words)[:40] or "account"
    taken = set(User.objects.filter(username__startswith=stem).order_by().values_list("username", flat=True))
    return next(f"{stem}{number}" for number in ["", *range(2, len(taken) + 3)] if f"{stem}{number}" not in taken)


def listed_sessions(user_id: int) -> list[dict[str, Any]]:
    """Where the account is or was logged in, as its owner's copy of her data says it: never the session's key."""
    rows = UserSession.objects.filter(user_id=user_id).order_by("-last_seen_at", "-pk")
    return list(rows.values("created_at", "last_seen_at", "ip", "user_agent"))


def log_ins_elsewhere(user_id: int) -> list[dict[str, Any]]:
    """The services by which the account opens, and all that is kept of what they said."""
    rows = SocialAccount.objects.filter(user_id=user_id).order_by("pk")
    return [
        {
            "provider": row.provider,
            "uid": row.uid,
            "assurance": row.extra_data.get("acr", ""),
            "issuer": row.extra_data.get("iss", ""),
            "date_joined": row.date_joined,
            "last_login": row.last_login,
        }
        for row in rows
    ]


def carries_news(outgoing_id: int) -> bool:
    """Whether this outgoing message tells an account's owner something that she must hear of."""
    return ToldNews.objects.filter(outgoing_id=outgoing_id).exists()


def told_news(user_id: int) -> list[dict[str, Any]]:
    """What the account was told of itself in the last weeks, as its owner's copy of her data says it."""
    rows = ToldNews.objects.filter(user_id=user_id).order_by("-told_at", "-pk")
    return [
        {"text": str(news_of(row.news).happened), "channel": row.get_channel_display(), "told_at": row.told_at}
        for row in rows
    ]


def service_holds_two_factors(provider: str) -> bool:
    """Whether a log-in at this service stands for both steps, as the operator configured it; False for an unknown."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return any(app["settings"]["holds_two_factors"] for app in apps if app["provider_id"] == provider)


def pending_code(code_id: int, *, now: datetime.datetime) -> PaperCode | None:
    """The code on paper of this number while it opens something."""
    return usable_codes(now).filter(pk=code_id).first()


def usable_codes(now: datetime.datetime) -> QuerySet[PaperCode]:
    """The codes on paper that still open something."""
    return PaperCode.objects.filter(used_at=None, expires_at__gt=now).order_by("pk")
