"""Verbs of codes on paper: how a person without e-mail gets an account, and a new password for it."""

import datetime
import secrets

import structlog
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.accounts import rules, sessions
from tandem.identity.accounts.enums import PaperCodeUse
from tandem.identity.accounts.models import PaperCode, User
from tandem.identity.accounts.selectors import usable_codes
from tandem.identity.accounts.services.accounts import create_account
from tandem.identity.accounts.types import PrintedCode

log = structlog.get_logger()

VALID_FOR = datetime.timedelta(days=14)
KEEP = datetime.timedelta(days=30)
# Whoever stands at a desk and hands out paper.
AT_A_DESK = {Capacity.COUNSELLOR, Capacity.HELPER}
# A household or a whole office may sit at one address; a guesser has one chance in billions each time.
PER_ADDRESS = Limit("accounts.paper_code", attempts=20, window=datetime.timedelta(hours=1))


class MistypedCode(Refusal):
    message = _("The code is mistyped. Nothing was lost. Compare it with the letter, sign by sign.")


class UnknownCode(Refusal):
    # The same for a wrong, a used and an expired one: nobody learns which codes exist.
    message = _("This code opens nothing, or no longer does. Ask the desk that gave you the letter for a new one.")


@transaction.atomic
def issue_sign_up_code(acting: Acting, *, name: str, language: Language, now: datetime.datetime) -> PrintedCode:
    """A code with which somebody who has no e-mail opens her account. Raises Hidden for whoever is at no desk."""
    if acting.capacity not in AT_A_DESK or acting.user_id is None:
        raise Hidden
    log.info("sign_up_code_issued", user_id=acting.user_id)
    return _issue(acting.user_id, now, use=PaperCodeUse.ACCOUNT, name=name, language=language)


@transaction.atomic
def issue_password_code(acting: Acting, *, user_id: int, now: datetime.datetime) -> PrintedCode:
    """A code with which the owner of an account chooses a new password; older ones stop counting.

    Whether who stands there is the owner, and may have it, the caller knows. Raises Hidden for a closed account.
    """
    account = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
    if account is None or acting.user_id is None:
        raise Hidden
    PaperCode.objects.filter(account=account, use=PaperCodeUse.PASSWORD, used_at=None).delete()
    log.info("password_code_issued", user_id=acting.user_id, account_id=user_id)
    language = Language(account.language)
    return _issue(
        acting.user_id, now, use=PaperCodeUse.PASSWORD, name=account.name, language=language, account=account
    )


def recognise(acting: Acting, *, code: str, address: str, now: datetime.datetime) -> PaperCode:
    """The code that somebody typed at `address`; it stays unused.

    Raises MistypedCode, UnknownCode, TooManyAttempts.
    """
    try:
        body = rules.typed(code)
    except ValueError as mistyped:
        raise MistypedCode from mistyped
    if wait := PER_ADDRESS.claim(address, now=now):
        log.warning("paper_code_throttled")
        raise TooManyAttempts(wait)
    found = usable_codes(now).filter(code_hash=_hash(body)).first()
    if found is None or not constant_time_compare(found.code_hash, _hash(body)):
        log.info("paper_code_refused")
        raise UnknownCode
    return found


@transaction.atomic
def open_account(acting: Acting, *, code_id: int, username: str, password: str, now: datetime.datetime) -> User:
    """Use the code up and open the account. Raises UnknownCode, ValidationError for a login name that is taken."""
    code = _use_up(code_id, PaperCodeUse.ACCOUNT, now)
    code.account = create_account(
        acting, username=username, name=code.name, language=Language(code.language), password=password, now=now
    )
    code.save()
    log.info("paper_code_used", account_id=code.account.pk)
    return code.account


@transaction.atomic
def choose_password(acting: Acting, *, code_id: int, password: str, now: datetime.datetime) -> User:
    """Use the code up, set the password and log the account out everywhere. Raises UnknownCode."""
    code = _use_up(code_id, PaperCodeUse.PASSWORD, now)
    assert code.account is not None  # noqa: S101 - the database says so
    code.account.set_password(password)
    code.account.save(update_fields=["password"])
    code.save()
    sessions.end_others_of(code.account.pk)
    log.info("paper_code_used", account_id=code.account.pk)
    return code.account


def forget_ended(acting: Acting, *, now: datetime.datetime) -> int:
    """Drop codes that ended a month ago; returns how many."""
    return PaperCode.objects.filter(expires_at__lt=now - KEEP).delete()[0]


def _issue(user_id: int, now: datetime.datetime, **facts: object) -> PrintedCode:
    body = "".join(secrets.choice(rules.SIGNS) for _sign in range(rules.BODY))
    code = PaperCode.objects.create(
        code_hash=_hash(body), issued_by_id=user_id, issued_at=now, expires_at=now + VALID_FOR, **facts
    )
    return PrintedCode(
        code=rules.printed(body),
        use=PaperCodeUse(code.use),
        name=code.name,
        language=Language(code.language),
        made_at=now,
        expires_at=code.expires_at,
    )


def _use_up(code_id: int, use: PaperCodeUse, now: datetime.datetime) -> PaperCode:
    """Mark it as used, for one of two who come at once; the other one waits for the row and finds it used."""
    code = usable_codes(now).select_for_update(of=("self",)).filter(pk=code_id, use=use).first()
    if code is None:
        raise UnknownCode
    code.used_at = now
    return code


def _hash(body: str) -> str:
    return salted_hmac("accounts.paper_code", body, algorithm="sha256").hexdigest()
