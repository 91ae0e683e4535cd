import datetime

import structlog
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import ProtectedError

from tandem.foundation.languages import Language
from tandem.foundation.limits import attempts
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.identity.access.types import Acting
from tandem.identity.accounts import sessions
from tandem.identity.accounts.models import ToldNews, User
from tandem.identity.accounts.signals import account_closed, language_chosen, login_name_changed

log = structlog.get_logger()

# A code to verify an address lives for ten minutes; whoever comes back later signs up again.
UNVERIFIED_FOR = datetime.timedelta(days=7)
_WINDOW = datetime.timedelta(minutes=15)
# A guesser sits at one address; the person whose name he tries can still log in from hers.
PER_ACCOUNT_AND_ADDRESS = Limit("login.account", attempts=5, window=_WINDOW)
# One address may be a whole regional office: generous, but no place to try a thousand names from.
PER_ADDRESS = Limit("login.address", attempts=100, window=_WINDOW)


def claim_log_in(acting: Acting, *, identifier: str, address: str, now: datetime.datetime) -> bool:
    """Count one attempt to log in as `identifier` from `address`. Raises TooManyAttempts.

    True for the first one in a while: `accept_log_in` then has nothing to give back.
    """
    name = identifier.strip().casefold()
    attempt = attempts.count((PER_ACCOUNT_AND_ADDRESS, (name, address)), (PER_ADDRESS, (address,)), now=now)
    if attempt.wait:
        log.warning("login_throttled")
        raise TooManyAttempts(attempt.wait)
    return attempt.is_first


def refuse_log_in(acting: Acting, *, now: datetime.datetime) -> None:
    """The password was wrong, the name unknown or the account closed: nobody is told which."""
    log.info("login_refused")


def accept_log_in(
    acting: Acting, *, user_id: int, identifier: str, address: str, now: datetime.datetime, at_once: bool = False
) -> None:
    """The password was right: whoever came through is no guesser. `at_once`: at the first attempt in a while."""
    if not at_once:
        PER_ACCOUNT_AND_ADDRESS.forget(identifier.strip().casefold(), address)
    log.info("login_accepted", user_id=user_id)


@transaction.atomic
def create_account(
    acting: Acting,
    *,
    username: str,
    name: str,
    language: Language,
    now: datetime.datetime,
    email: str | None = None,
    email_is_verified: bool = False,
    password: str | None = None,
) -> User:
    """A new account. Raises ValidationError for a name or an address that is taken or cannot be used.

    An address that nobody has verified is verified at the first log-in.
    """
    user = User.objects.create_user(
        username, password, name=name, email=email or None, language=language, created_at=now
    )
    if user.email:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=email_is_verified)
    return user


@transaction.atomic
def choose_language(acting: Acting, *, language: Language, now: datetime.datetime) -> None:
    """The account's owner is addressed in this language from now on."""
    if acting.user_id is None:
        raise ValueError("a visitor has no account whose language could change")
    User.objects.filter(pk=acting.user_id).update(language=language)
    language_chosen.send(sender=User, acting=acting, language=language, now=now)


def end_all_sessions(acting: Acting, *, user_id: int, now: datetime.datetime) -> int:
    """Log an account out everywhere; returns how many sessions that were. Whether it is right, the caller knows."""
    number = sessions.end_others_of(user_id)
    log.info("sessions_ended", user_id=user_id, number=number)
    return number


@transaction.atomic
def change_login_name(acting: Acting, *, username: str, now: datetime.datetime) -> None:
    """She logs in with this name from now on. Raises ValidationError for one that is taken or cannot be used."""
    if acting.user_id is None:
        raise ValueError("a visitor has no account whose login name could change")
    user = User.objects.select_for_update().get(pk=acting.user_id)
    user.username = username.lower()
    user.full_clean(exclude=["password"])
    user.save(update_fields=["username"])
    log.info("login_name_changed", user_id=user.pk)
    login_name_changed.send(sender=User, user=user)


def forget_unverified(acting: Acting, *, now: datetime.datetime) -> int:
    """Remove accounts that somebody opened with an address she never verified; returns how many.

    Nobody ever logged in to them, and they would keep the address from its owner. What anything points to stays.
    """
    stale = User.objects.filter(last_login=None, created_at__lte=now - UNVERIFIED_FOR).exclude(email=None)
    stale = stale.exclude(emailaddress__verified=True)
    removed = 0
    for user in stale.order_by("pk"):
        try:
            with transaction.atomic():
                user.delete()
        except ProtectedError:
            continue
        removed += 1
    log.info("unverified_accounts_removed", number=removed)
    return removed


@transaction.atomic
def close_account(user_id: int) -> None:
    """Nobody can log in any more, and nothing in the account says whose it was. Its number stays in the evidence."""
    user = User(pk=user_id)
    user.set_unusable_password()
    # The account first, then its sessions: so does a log-in at the same moment.
    User.objects.filter(pk=user_id).update(
        username=f"closed-{user_id}",
        name="",
        email=None,
        phone="",
        phone_verified_at=None,
        is_active=False,
        password=user.password,
    )
    EmailAddress.objects.filter(user_id=user_id).delete()
    SocialAccount.objects.filter(user_id=user_id).delete()
    ToldNews.objects.filter(user_id=user_id).delete()
    sessions.end_others_of(user_id)
    account_closed.send(sender=User, user_id=user_id)
