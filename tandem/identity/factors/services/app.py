"""The authenticator app (TOTP, RFC 6238)."""

import datetime

import structlog
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.codes import as_typed
from tandem.foundation.refusals import Refusal
from tandem.identity.access.types import Acting
from tandem.identity.factors import notes, selectors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.halfway import account_of, locked_settings
from tandem.identity.factors.services.check import WRONG_CODES, TooManyAttempts, WrongCode
from tandem.identity.factors.totp import step_of

log = structlog.get_logger()


class HasAnApp(Refusal):
    message = _("An app is connected already, and it goes on working. Remove it first if you want another one.")


def new_secret() -> str:
    """160 bits in Base32: what the app keeps."""
    return generate_totp_secret()


def add_app(acting: Acting, *, secret: str, code: str, now: datetime.datetime) -> None:
    """Connect the app that shows `code` because it knows `secret`. That code is used up.

    Raises WrongCode, TooManyAttempts, HasAnApp.
    """
    account = account_of(acting)
    with transaction.atomic(durable=True):
        wait = WRONG_CODES.claim(str(account), "new app", now=now)
    if wait:
        raise TooManyAttempts(wait)
    step = step_of(secret, as_typed(code), now)
    if step is None:
        raise WrongCode
    with transaction.atomic():
        settings = locked_settings(account)
        if selectors.authenticators(account).filter(type=Authenticator.Type.TOTP).exists():
            raise HasAnApp
        TOTP.activate(get_user_model().objects.get(pk=account), secret)
        settings.last_step = step
        settings.preferred = settings.preferred or Factor.APP
        settings.save()
        notes.tell(account, notes.ADDED[Factor.APP], now=now)
    WRONG_CODES.forget(str(account), "new app")
    log.info("second_factor_added", user_id=account, factor=str(Factor.APP))
