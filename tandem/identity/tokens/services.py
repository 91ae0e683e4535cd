"""Making and ending keys. A key is shown once, when it is made."""

import datetime
import hashlib
import secrets
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import day_of
from tandem.foundation.limits.attempts import Limit
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.types import Acting
from tandem.identity.tokens.enums import Lifetime, Scope
from tandem.identity.tokens.models import Token

# So that a scanner of public code finds a key that was published by mistake.
PREFIX = "tandem_"
MOST = 10
# A program that asks more often than every half second has gone wrong.
USE = Limit("tokens.use", attempts=600, window=datetime.timedelta(minutes=5))


class TooManyKeys(Refusal):
    message = _("You have 10 keys. End one that you no longer need, then make a new one.")


@transaction.atomic
def make_token(
    acting: Acting, *, name: str, scopes: Collection[Scope], lifetime: Lifetime, now: datetime.datetime
) -> tuple[Token, str]:
    """A new key of the account at the keyboard; the second value is shown to her once and kept nowhere.

    Raises TooManyKeys; Hidden for nobody.
    """
    if acting.user_id is None:
        raise Hidden
    if Token.objects.filter(user_id=acting.user_id, revoked_at=None, expires_at__gt=now).count() >= MOST:
        raise TooManyKeys
    key = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user_id=acting.user_id,
        name=name,
        scopes=sorted(scopes),
        key_hash=_hash(key),
        created_at=now,
        expires_at=now + datetime.timedelta(days=lifetime),
    )
    return token, key


def end_token(acting: Acting, *, token_id: int, now: datetime.datetime) -> None:
    """From now on the key opens nothing. Raises Hidden for somebody else's."""
    if acting.user_id is None:
        raise Hidden
    found = Token.objects.filter(pk=token_id, user_id=acting.user_id, revoked_at=None)
    if not found.update(revoked_at=now):
        raise Hidden


def use_token(acting: Acting, *, key: str, now: datetime.datetime) -> Token | None:
    """The key's row while it opens, noting the day; None for an unknown, an ended or an expired one."""
    token = (
        Token.objects.filter(key_hash=_hash(key), revoked_at=None, expires_at__gt=now, user__is_active=True)
        .select_related("user")
        .first()
    )
    if token is not None and token.used_on != day_of(now):
        Token.objects.filter(pk=token.pk).update(used_on=day_of(now))
    return token


def forget_all(user_id: int) -> None:
    """A closed account leaves no key behind."""
    Token.objects.filter(user_id=user_id).delete()


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
