"""Whose factors a verb is about: the account's own, also while its owner is still on her way in."""

from django.contrib.auth import get_user_model

from tandem.identity.access.types import Acting
from tandem.identity.factors.models import FactorSettings


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
