import datetime

import structlog
from django.contrib.auth import authenticate
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Refusal
from tandem.identity.access.types import Acting
from tandem.identity.accounts.models import User
from tandem.identity.accounts.signals import language_chosen

log = structlog.get_logger()

_WINDOW = datetime.timedelta(minutes=15)
# A guesser sits at one address; the person whose name he tries can still log in from hers.
PER_ACCOUNT_AND_ADDRESS = Limit("login.account", attempts=5, window=_WINDOW)
# One address may be a whole regional office: generous, but no place to try a thousand names from.
PER_ADDRESS = Limit("login.address", attempts=100, window=_WINDOW)


class WrongCredentials(Refusal):
    # The same for an unknown name, a wrong password and a closed account: nobody learns which names exist.
    message = _("The login name or the password is not right. Check both and try again.")


def check_password(acting: Acting, *, identifier: str, password: str, address: str, now: datetime.datetime) -> User:
    """The account that a login name or e-mail address and a password open. `address` is where the request came from.

    Attempts are counted before the password is looked at, so that a hundred at once are a hundred. Raises
    TooManyAttempts, WrongCredentials.
    """
    name = identifier.strip().casefold()
    wait = max(PER_ACCOUNT_AND_ADDRESS.claim(name, address, now=now), PER_ADDRESS.claim(address, now=now))
    if wait:
        log.warning("login_throttled")
        raise TooManyAttempts(wait)
    user = authenticate(None, identifier=identifier, password=password)
    if not isinstance(user, User):
        log.info("login_refused")
        raise WrongCredentials
    PER_ACCOUNT_AND_ADDRESS.forget(name, address)
    log.info("login_accepted", user_id=user.pk)
    return user


def create_account(
    acting: Acting,
    *,
    username: str,
    name: str,
    language: Language,
    now: datetime.datetime,
    email: str | None = None,
    password: str | None = None,
) -> User:
    """A new account. Raises ValidationError for a name or an address that is taken or cannot be used."""
    return User.objects.create_user(
        username, password, name=name, email=email or None, language=language, created_at=now
    )


@transaction.atomic
def choose_language(acting: Acting, *, language: Language, now: datetime.datetime) -> None:
    """The account's owner is addressed in this language from now on."""
    if acting.user_id is None:
        raise ValueError("a visitor has no account whose language could change")
    User.objects.filter(pk=acting.user_id).update(language=language)
    language_chosen.send(sender=User, acting=acting, language=language, now=now)


def close_account(user_id: int) -> None:
    """Nobody can log in any more, and nothing in the account says whose it was. Its number stays in the evidence."""
    user = User(pk=user_id)
    user.set_unusable_password()
    User.objects.filter(pk=user_id).update(
        username=f"closed-{user_id}", name="", email=None, is_active=False, password=user.password
    )
