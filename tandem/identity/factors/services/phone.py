"""Codes by SMS, and the phone they go to."""

import datetime

import structlog
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tandem.foundation.codes import as_typed
from tandem.foundation.limits.attempts import Limit
from tandem.foundation.phones import e164, takes_sms
from tandem.foundation.refusals import Refusal
from tandem.foundation.sending.services import send_sms
from tandem.identity.access.types import Acting
from tandem.identity.factors import codes, notes, rules, selectors
from tandem.identity.factors.enums import CodeUse, Factor
from tandem.identity.factors.halfway import account_of, locked_settings
from tandem.identity.factors.models import SentCode
from tandem.identity.factors.services.check import WRONG_CODES, TooManyAttempts, WrongCode

log = structlog.get_logger()

_HOUR, _DAY = datetime.timedelta(hours=1), datetime.timedelta(hours=24)
# Whoever knows a password could otherwise send a person hundreds of messages, at the platform's cost.
PER_ACCOUNT_AND_HOUR = Limit("factors.sms.hour", attempts=5, window=_HOUR)
PER_ACCOUNT_AND_DAY = Limit("factors.sms.day", attempts=15, window=_DAY)
# Several accounts may share a phone, and anybody can type somebody else's number.
PER_PHONE_AND_DAY = Limit("factors.sms.phone", attempts=20, window=_DAY)


class NoPhone(Refusal):
    message = _("No phone is noted for codes by SMS. Nothing was sent. Choose another way.")


class WrongPhone(Refusal):
    message = _("This number takes no SMS. Type a mobile number, for example 079 123 45 67 or +33 6 12 34 56 78.")


class TooManyMessages(Refusal):
    message = _(
        "We have sent many codes to this phone and send no more for now. Your account is safe. Type the newest code, "
        "use another way, or try again later."
    )


def send_code(acting: Acting, *, now: datetime.datetime, user_id: int | None = None) -> int:
    """Send a new code to the account's phone; the codes before it count no more. Returns the number of the message.

    `user_id` names the account while its owner is still logging in. Raises NoPhone, TooManyMessages.
    """
    account = account_of(acting, user_id)
    phone = selectors.phone_of(account)
    if not phone:
        raise NoPhone
    return _send(account, phone, CodeUse.LOG_IN, now)


def begin_phone(acting: Acting, *, phone: str, now: datetime.datetime) -> int:
    """Send a code to a number as it was typed, to prove that it is the account owner's.

    Raises WrongPhone, TooManyMessages.
    """
    try:
        number = e164(phone)
    except ValueError as wrong:
        raise WrongPhone from wrong
    if not takes_sms(number):
        raise WrongPhone
    return _send(account_of(acting), number, CodeUse.PHONE, now)


def confirm_phone(acting: Acting, *, code: str, now: datetime.datetime) -> None:
    """The code arrived: the number is the account's phone, and codes by SMS are one of its factors.

    Raises WrongCode, TooManyAttempts.
    """
    account = account_of(acting)
    with transaction.atomic(durable=True):
        wait = WRONG_CODES.claim(str(account), CodeUse.PHONE, now=now)
    if wait:
        raise TooManyAttempts(wait)
    sent = selectors.newest_code(account, CodeUse.PHONE)
    if sent is None or sent.ends_at <= now or not codes.opens_sent(sent, as_typed(code)):
        raise WrongCode
    with transaction.atomic():
        settings = locked_settings(account)
        if selectors.unused(sent).update(used_at=now) != 1:
            raise WrongCode
        before = selectors.phone_of(account)
        get_user_model().objects.filter(pk=account).update(phone=sent.phone, phone_verified_at=now)
        settings.sms_since = now
        settings.preferred = settings.preferred or Factor.SMS
        settings.save()
        notes.tell(account, notes.ADDED[Factor.SMS], now=now, also_to=before)
    WRONG_CODES.forget(str(account), CodeUse.PHONE)
    log.info("second_factor_added", user_id=account, factor=str(Factor.SMS))


def _send(account: int, phone: str, use: CodeUse, now: datetime.datetime) -> int:
    with transaction.atomic(durable=True):
        waits = [
            PER_ACCOUNT_AND_HOUR.claim(str(account), now=now),
            PER_ACCOUNT_AND_DAY.claim(str(account), now=now),
            PER_PHONE_AND_DAY.claim(phone, now=now),
        ]
    if any(waits):
        log.warning("code_not_sent", user_id=account)
        raise TooManyMessages
    code = codes.six_digits()
    sent = SentCode(user_id=account, use=use, phone=phone, sent_at=now, ends_at=now + rules.CODE_LIFE)
    sent.code_hash = codes.hash_of_sent(sent, code)
    with transaction.atomic(), override(selectors.language_of(account)):
        text = gettext("Tandem: your code is %(code)s. It is valid for 10 minutes. Tell it to nobody, not even to us.")
        text %= {"code": code}
        sent.outgoing_id = send_sms(to=phone, text=text, topic="factors.code", now=now, urgent=True)
        sent.save()
    log.info("code_sent", user_id=account, use=str(use))
    return sent.outgoing_id


def forget_sent_codes(ended_before: datetime.datetime) -> int:
    """Drop the codes that counted no more at that moment, and the numbers they went to."""
    return SentCode.objects.filter(ends_at__lt=ended_before).delete()[0]
