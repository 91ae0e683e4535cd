"""The verbs of the receipts: issue one, and check one that somebody shows."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.facilities.receipts import checking
from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.rules import (
    NUMBER,
    payload_hash,
    statement,
    typed_fingerprint,
)
from tandem.facilities.receipts.types import Checked
from tandem.foundation import at_once, signing
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Refusal
from tandem.identity.access.types import Acting

# A court's or a fund's clerk checks a pile; a machine that tries numbers gets nowhere anyway (2 ** 67).
CHECKS = Limit("receipts.check", attempts=60, window=datetime.timedelta(minutes=10))


class NoReceipt(Refusal):
    message = _(
        "This is not the text of a receipt. Copy all of it, from R1 to the last sign, or choose the file that belongs "
        "to the receipt."
    )


class NoNumber(Refusal):
    message = _("This cannot be the number of a receipt. Look at it again: it has 16 signs, in groups of four.")


class NoFingerprint(Refusal):
    message = _("Write at least the first 16 signs of the fingerprint. They are digits and the letters a to f.")


def issue_receipt(acting: Acting, *, kind: str, payload: Mapping[str, Any], now: datetime.datetime) -> Receipt:
    """Confirm that `payload` (plain JSON values) of this `kind` ("efforts.proof") was received at `now`.

    One INSERT, and no query beside it. Called within the transaction that files it: no filing without receipt, no
    receipt without filing. Raises ValueError when `acting` concerns nobody, TypeError when the payload holds something
    that JSON cannot.
    """
    if acting.person_id is None:
        raise ValueError("acting concerns no person: a receipt is always somebody's")
    number = NUMBER.new()
    fingerprint = payload_hash(payload)
    key_id, signature = signing.sign(statement(number, now, fingerprint.hex()).encode(), use=checking.USE)
    receipt = Receipt(
        number=number,
        person_id=acting.person_id,
        kind=kind,
        issued_at=now,
        payload_hash=fingerprint,
        key_id=key_id,
        signature=signature,
    )
    at_once.insert(receipt)
    return receipt


def check_text(acting: Acting, *, text: str, address: str, now: datetime.datetime) -> Checked:
    """What the line in a QR code is worth. `address` is who asks, for the count. Raises NoReceipt, TooManyAttempts."""
    _count(address, now)
    try:
        return checking.of_text(text)
    except ValueError:
        raise NoReceipt from None


def check_file(acting: Acting, *, content: bytes, address: str, now: datetime.datetime) -> Checked:
    """What a receipt's file is worth, and whether what was filed stands in it unchanged. Nothing of it is kept.

    Raises NoReceipt, TooManyAttempts.
    """
    _count(address, now)
    try:
        return checking.of_file(content)
    except ValueError:
        raise NoReceipt from None


def check_number(acting: Acting, *, number: str, fingerprint: str, address: str, now: datetime.datetime) -> Checked:
    """What a number and (the start of) a fingerprint, both copied by hand, are worth.

    Raises NoNumber, NoFingerprint, TooManyAttempts.
    """
    _count(address, now)
    try:
        digits = typed_fingerprint(fingerprint)
    except ValueError:
        raise NoFingerprint from None
    try:
        return checking.of_number(number, digits)
    except ValueError:
        raise NoNumber from None


def _count(address: str, now: datetime.datetime) -> None:
    if wait := CHECKS.claim(address, now=now):
        raise TooManyAttempts(wait)
