"""Recovery codes: django-allauth's, for the day when everything else is lost."""

import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Refusal
from tandem.identity.access.types import Acting
from tandem.identity.factors import notes, selectors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.halfway import account_of, locked_settings


class NothingToRecover(Refusal):
    message = _("Recovery codes stand in for another way to log in. Choose such a way first.")


@transaction.atomic
def make_recovery_codes(acting: Acting, *, now: datetime.datetime) -> list[str]:
    """New recovery codes of 8 digits; the old ones count no more. They are shown once. Raises NothingToRecover."""
    account = account_of(acting)
    locked_settings(account)
    if not selectors.has_second_factor(account):
        raise NothingToRecover
    selectors.authenticators(account).filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    made: list[str] = RecoveryCodes.activate(get_user_model().objects.get(pk=account)).generate_codes()
    notes.tell(account, notes.ADDED[Factor.RECOVERY], now=now)
    return made
