"""What the account's owner is told about her factors, and what to do if it was not she."""

import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.identity.access.types import system
from tandem.identity.accounts.services import tell_news
from tandem.identity.accounts.types import News
from tandem.identity.factors.enums import Factor

_NOT_YOU = _("If this was not you: change your password, and tell your office.")


def _news(key: str, happened: Promise, advice: Promise = _NOT_YOU) -> News:
    return News(key=f"factors.{key}", happened=happened, advice=advice)


ADDED = {
    Factor.KEY: _news("key_added", _("A security key or passkey was added to your account.")),
    Factor.APP: _news("app_added", _("An authenticator app was added to your account.")),
    Factor.SMS: _news("sms_added", _("A phone for codes by SMS was added to your account.")),
    Factor.LIST: _news(
        "list_added", _("A new printed list of codes was made for your account. The old list no longer works.")
    ),
    Factor.RECOVERY: _news(
        "recovery_added", _("New recovery codes were made for your account. The old ones no longer work.")
    ),
}
REMOVED = {
    Factor.KEY: _news("key_removed", _("A security key or passkey was removed from your account.")),
    Factor.APP: _news("app_removed", _("The authenticator app was removed from your account.")),
    Factor.SMS: _news("sms_removed", _("Your account no longer takes codes by SMS.")),
    Factor.LIST: _news("list_removed", _("The printed list of codes was removed from your account.")),
    Factor.RECOVERY: _news("recovery_removed", _("The recovery codes were removed from your account.")),
}
LOCKED = _news("locked", _("Somebody who knows your password has typed wrong codes. Nobody came in."))
COPIED_KEY = _news("key_copied", _("One of your security keys seems to have been copied. We have blocked it."))
RECOVERY_USED = _news("recovery_used", _("A recovery code was used to log in to your account."))
FEW_CODES = _news(
    "few_codes",
    _("Your printed list has few codes left. Print a new one in time, or ask for one at your office."),
    _("A new list replaces the old one at once."),
)
NEWS = [*ADDED.values(), *REMOVED.values(), LOCKED, COPIED_KEY, RECOVERY_USED, FEW_CODES]


def tell(user_id: int, news: News, *, now: datetime.datetime, also_to: str = "") -> None:
    """See `accounts.services.tell_news`."""
    tell_news(system("LPD 8"), user_id=user_id, news=news, now=now, also_to=also_to)
