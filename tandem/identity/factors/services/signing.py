"""A signature: whoever sends in a session, or alone under a mandate, proves at that moment who is at the keyboard."""

import datetime
import functools
from collections.abc import Callable
from typing import TypeVar

import structlog
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.foundation.limits.attempts import Limit
from tandem.identity.access.services import SignatureNeeded
from tandem.identity.access.types import Acting
from tandem.identity.factors import selectors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.halfway import account_of
from tandem.identity.factors.registry import Act, NotProved, Signer, signer_of
from tandem.identity.factors.services.check import TooManyAttempts, check_second_factor
from tandem.identity.factors.services.keys import ask_key, check_key
from tandem.identity.factors.services.phone import send_code
from tandem.identity.factors.types import Proof, Signature

log = structlog.get_logger()

WRONG_PASSWORDS = Limit("factors.password", attempts=5, window=datetime.timedelta(hours=1))

Done = TypeVar("Done")


class WrongPassword(NotProved):
    message = _("This password is not right. Nothing was sent. Type it again.")


def ask_signature(acting: Acting, *, now: datetime.datetime) -> Signature | None:
    """What a page that sends has to ask for; None where nothing is to be signed, at no query.

    `acting` is the opened file of what is sent. Within a request.
    """
    signer = signer_of(acting)
    return signer.ask(acting, now) if signer else None


def sign(acting: Acting, act: Callable[[Acting], Done], *, proof: Proof, now: datetime.datetime) -> Done:
    """Do `act` with the opened file, signed by `proof` where it wants a signature.

    `act` says first all else that is wrong: no code is used up for nothing. It is done in one transaction with what
    the signature changes. Not within a transaction: a wrong code stays counted. Raises what `act` raises,
    SignatureNeeded, and what checking the proof raises: NotProved (WrongCode, WrongKey, CopiedKey, WrongPassword),
    TooManyAttempts.
    """
    signer = signer_of(acting)
    if signer is None:
        return act(acting)
    try:
        return act(signer.ready(acting, now))
    except SignatureNeeded:
        if not proof.is_given:
            raise
        done: Done = signer.sign(acting, act, proof, now)
        return done


def send_signing_code(acting: Acting, *, now: datetime.datetime) -> None:
    """Send a code to the phone of whoever signs. Raises SignatureNeeded where nobody can, NoPhone, TooManyMessages."""
    signer = signer_of(acting)
    if signer is None:
        raise SignatureNeeded
    signer.send_code(acting, now)


def check_proof(acting: Acting, *, proof: Proof, now: datetime.datetime, user_id: int | None = None) -> None:
    """A code or a key of an account; `user_id` names it where its owner is not logged in. Raises as `sign` does."""
    if proof.credential:
        check_key(acting, credential=proof.credential, now=now, user_id=user_id)
    else:
        check_second_factor(acting, code=proof.code, now=now, user_id=user_id)


def check_password(acting: Acting, *, password: str, now: datetime.datetime) -> None:
    """The account's password, for whoever has nothing else to sign with, on her own screen.

    The attempt is counted before the password is looked at, and stays counted: not within a transaction. Raises
    WrongPassword, also for an account with a second factor; TooManyAttempts.
    """
    account = account_of(acting)
    with transaction.atomic(durable=True):
        wait = WRONG_PASSWORDS.claim(str(account), now=now)
    if wait:
        raise TooManyAttempts(wait)
    user = get_user_model().objects.get(pk=account)
    if selectors.has_second_factor(account) or not user.check_password(password):
        log.info("signature_refused", user_id=account)
        raise WrongPassword
    WRONG_PASSWORDS.forget(str(account))


def _ask_helper(file: Acting, now: datetime.datetime) -> Signature:
    ways = selectors.ways_of(account_of(file))
    found = {way.factor for way in ways}
    return Signature(
        words=gettext("You send this for somebody else. Sign it with a code of yours."),
        hint=selectors.hint_of(ways) if found - {Factor.KEY} else "",
        takes_sms=Factor.SMS in found,
        ask_key=functools.partial(ask_key, file) if Factor.KEY in found else None,
    )


def _sign_as_helper(file: Acting, act: Act, proof: Proof, now: datetime.datetime) -> object:
    check_proof(file, proof=proof, now=now)
    return act(file.signing())


def _send_to_helper(file: Acting, now: datetime.datetime) -> None:
    send_code(file, now=now)


# Alone under a mandate: with a factor of the helper's own, which every helper has (`enforcement`).
HELPER = Signer(
    ask=_ask_helper,
    ready=lambda file, _now: file,
    sign=_sign_as_helper,
    send_code=_send_to_helper,
)
