"""Security keys and passkeys (WebAuthn). The cryptography is django-allauth's and fido2's; the counter is ours."""

import datetime
import json
from typing import Any

import structlog
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import (
    WebAuthn,
    begin_authentication,
    complete_authentication,
    parse_authentication_response,
)
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting
from tandem.identity.factors import notes, rules, selectors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.halfway import account_of, locked_settings
from tandem.identity.factors.registry import NotProved

log = structlog.get_logger()

# What the libraries raise for an answer that no key could have given.
MALFORMED = (TypeError, ValueError, KeyError, AttributeError, IndexError)
COUNTER, COPIED_AT, NAME = "sign_count", "copied_at", "name"


class WrongKey(NotProved):
    message = _("This key could not be read, or it is not one of yours. Nothing was changed. Try again.")


class CopiedKey(NotProved):
    message = _(
        "This key says something that only a copy of it could say, so we have blocked it. Your account is safe. "
        "Choose another way, then remove the key."
    )


@transaction.atomic
def add_key(acting: Acting, *, name: str, credential: dict[str, Any], now: datetime.datetime) -> None:
    """Add the key that made `credential` (the browser's answer, checked by django-allauth's form)."""
    account = account_of(acting)
    settings = locked_settings(account)
    key = WebAuthn.add(get_user_model().objects.get(pk=account), name, credential)
    key.instance.data[COUNTER] = key.authenticator_data.counter
    key.instance.save(update_fields=["data"])
    settings.preferred = settings.preferred or Factor.KEY
    settings.save()
    notes.tell(account, notes.ADDED[Factor.KEY], now=now)
    log.info("second_factor_added", user_id=account, factor=str(Factor.KEY))


def note_key_use(
    acting: Acting, *, key_id: int, counter: int, now: datetime.datetime, user_id: int | None = None
) -> None:
    """A key has signed and says that it was its `counter`-th time. Raises CopiedKey: from then on, it opens nothing.

    django-allauth checks the signature and forgets the counter.
    """
    account = account_of(acting, user_id)
    with transaction.atomic():
        key = locked_key(account, key_id)
        was_blocked = bool(key.data.get(COPIED_AT))
        blocked = was_blocked or rules.was_copied(key.data.get(COUNTER, 0), counter)
        if blocked:
            key.data.setdefault(COPIED_AT, now.isoformat())
        else:
            key.data[COUNTER] = counter
        key.save(update_fields=["data"])
        if blocked and not was_blocked:
            notes.tell(account, notes.COPIED_KEY, now=now)
    # Outside: a refusal must not undo the block.
    if blocked:
        log.warning("key_was_copied", user_id=account, key_id=key_id)
        raise CopiedKey


def ask_key(acting: Acting, *, user_id: int | None = None) -> dict[str, Any]:
    """What a page gives to the browser so that one of the account's keys signs (`check_key` takes the answer).

    Within a request: the challenge is kept in its session, and counts once. `user_id` names the account where its
    owner is not logged in.
    """
    return begin_authentication(get_user_model().objects.get(pk=account_of(acting, user_id)))


def check_key(acting: Acting, *, credential: str, now: datetime.datetime, user_id: int | None = None) -> Factor:
    """Prove oneself with a key or passkey: `credential` is the browser's answer to `ask_key`, as JSON.

    `user_id` as there. Not within a transaction: a copied key stays blocked. Raises WrongKey, CopiedKey.
    """
    account = account_of(acting, user_id)
    try:
        answer = json.loads(credential)
        key = complete_authentication(get_user_model().objects.get(pk=account), answer)
        counter = parse_authentication_response(answer).response.authenticator_data.counter
    except (ValidationError, *MALFORMED) as wrong:
        log.info("second_factor_refused", user_id=account)
        raise WrongKey from wrong
    note_key_use(acting, key_id=key.pk, counter=counter, now=now, user_id=user_id)
    key.refresh_from_db()
    key.record_usage()
    log.info("second_factor_accepted", user_id=account, factor=str(Factor.KEY))
    return Factor.KEY


@transaction.atomic
def rename_key(acting: Acting, *, key_id: int, name: str, now: datetime.datetime) -> None:
    """Call a key something else. Raises Hidden for somebody else's."""
    key = locked_key(account_of(acting), key_id)
    key.data[NAME] = name
    key.save(update_fields=["data"])


def locked_key(account: int, key_id: int) -> Authenticator:
    keys = selectors.authenticators(account).filter(type=Authenticator.Type.WEBAUTHN)
    key = keys.select_for_update().filter(pk=key_id).first()
    if key is None:
        raise Hidden
    return key
