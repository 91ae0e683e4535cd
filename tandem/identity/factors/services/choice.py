"""What the person does with the factors she has."""

import datetime

import structlog
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.selectors import hats_worn
from tandem.identity.access.types import Acting
from tandem.identity.factors import notes, selectors
from tandem.identity.factors.enforcement import MUST_HAVE_ONE
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.halfway import account_of, locked_settings
from tandem.identity.factors.models import CodeList, FactorSettings, SentCode
from tandem.identity.factors.rules import POSTPONED_FOR
from tandem.identity.factors.services.keys import locked_key

log = structlog.get_logger()

_TYPES = {
    Factor.APP: Authenticator.Type.TOTP,
    Factor.KEY: Authenticator.Type.WEBAUTHN,
    Factor.RECOVERY: Authenticator.Type.RECOVERY_CODES,
}


class LastFactor(Refusal):
    message = _(
        "You work with other people's files, so you need a second factor, and this is your last one. Nothing was "
        "changed. Add another one first, then remove this one."
    )


@transaction.atomic
def prefer(acting: Acting, *, factor: Factor, now: datetime.datetime) -> None:
    """Ask for this factor first from now on. Raises Hidden when the account does not have it."""
    account = account_of(acting)
    settings = locked_settings(account)
    if not selectors.among(account, [factor]):
        raise Hidden
    settings.preferred = factor
    settings.save(update_fields=["preferred"])


@transaction.atomic
def remove(acting: Acting, *, factor: Factor, now: datetime.datetime) -> None:
    """The account is not opened with this factor any more; all keys at once. Raises Hidden, LastFactor."""
    account = account_of(acting)
    settings = locked_settings(account)
    if not selectors.among(account, [factor]):
        raise Hidden
    _require_another(acting, factor, now)
    _delete(settings, factor)
    _after_removal(settings, factor, now)


@transaction.atomic
def remove_key(acting: Acting, *, key_id: int, now: datetime.datetime) -> None:
    """This key opens the account no more. Raises Hidden for somebody else's, LastFactor."""
    account = account_of(acting)
    settings = locked_settings(account)
    key = locked_key(account, key_id)
    if not selectors.keys_of(account, besides=key_id):
        _require_another(acting, Factor.KEY, now)
    key.delete()
    _after_removal(settings, Factor.KEY, now)


@transaction.atomic
def postpone(acting: Acting, *, now: datetime.datetime) -> None:
    """Not now: the person is asked again later."""
    settings = locked_settings(account_of(acting))
    settings.postponed_until = now + POSTPONED_FOR
    settings.save(update_fields=["postponed_until"])


@transaction.atomic
def forget_all(user_id: int) -> None:
    """Remove every factor of an account, because its owner lost them or because it is closed.

    Nobody is asked here whether that is right: the caller has checked who she is, and ends her sessions.
    """
    settings = locked_settings(user_id)
    for factor in Factor:
        _delete(settings, factor)
    SentCode.objects.filter(user_id=user_id).delete()
    settings.preferred, settings.last_step, settings.postponed_until = "", 0, None
    settings.save()
    log.info("second_factors_forgotten", user_id=user_id)


def _require_another(acting: Acting, factor: Factor, now: datetime.datetime) -> None:
    """Raises LastFactor when `factor` is the last one of somebody who may act in other people's files."""
    account = account_of(acting)
    others = [way for way in selectors.ways_of(account) if way.factor not in (factor, Factor.RECOVERY)]
    hats = {hat.capacity for hat in hats_worn(account, now=now)}
    if factor is not Factor.RECOVERY and not others and hats & MUST_HAVE_ONE:
        raise LastFactor


def _after_removal(settings: FactorSettings, factor: Factor, now: datetime.datetime) -> None:
    account = settings.pk
    if not selectors.has_second_factor(account):
        # Alone they would be a password that is written down.
        _delete(settings, Factor.RECOVERY)
    if not selectors.among(account, [factor]) and settings.preferred == factor:
        settings.preferred = ""
    settings.save()
    notes.tell(account, notes.REMOVED[factor], now=now)
    log.info("second_factor_removed", user_id=account, factor=str(factor))


def _delete(settings: FactorSettings, factor: Factor) -> None:
    if factor is Factor.SMS:
        settings.sms_since = None
    elif factor is Factor.LIST:
        CodeList.objects.filter(user_id=settings.pk).delete()
    else:
        selectors.authenticators(settings.pk).filter(type=_TYPES[factor]).delete()
