"""News from below."""

import datetime
from typing import Any

from tandem.identity.access.types import VISITOR
from tandem.identity.mandates import services


def take_sms(sender: object, *, phone: str, text: str, now: datetime.datetime, **_later: Any) -> None:
    """A message that a gateway brought. Some leave the plus away: 41791234567."""
    number = f"+{phone}" if phone.isdigit() and not phone.startswith("0") else phone
    services.receive_sms(VISITOR, sender=number, text=text, now=now)
