"""The verb of the receipts. Checking one against its payload is `selectors.matches`."""

import datetime
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.rules import ALPHABET, RANDOM_SIGNS, payload_hash, with_check_sign
from tandem.identity.access.types import Acting


@transaction.atomic
def issue_receipt(acting: Acting, *, kind: str, payload: Mapping[str, Any], now: datetime.datetime) -> Receipt:
    """Confirm that `payload` (plain JSON values) of this `kind` ("efforts.proof") was received at `now`.

    Called within the transaction that files it: no filing without receipt, no receipt without filing. Raises
    ValueError when `acting` concerns nobody, TypeError when the payload holds something that JSON cannot.
    """
    if acting.person_id is None:
        raise ValueError("acting concerns no person: a receipt is always somebody's")
    signs = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    return Receipt.objects.create(
        number=with_check_sign(signs),
        person_id=acting.person_id,
        kind=kind,
        issued_at=now,
        payload_hash=payload_hash(payload),
    )
