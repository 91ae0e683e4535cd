import secrets
from collections.abc import Mapping
from typing import Any

from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.rules import normalised, payload_hash


def by_number(typed: str) -> Receipt | None:
    """The receipt of a number as somebody copied it; None for one that was never issued or is misspelt."""
    try:
        number = normalised(typed)
    except ValueError:
        return None
    return Receipt.objects.filter(number=number).first()


def matches(receipt: Receipt, payload: Mapping[str, Any]) -> bool:
    """Whether this is, sign for sign, what the receipt was issued for."""
    return secrets.compare_digest(bytes(receipt.payload_hash), payload_hash(payload))
