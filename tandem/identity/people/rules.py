"""Numbers that identify a person, how she is reached, how long a colleague stands in. No database."""

import datetime
from collections.abc import Sequence

from stdnum.ch import ssn
from stdnum.exceptions import ValidationError

from tandem.foundation import phones
from tandem.identity.people.enums import Channel


def avs_number(text: str) -> str:
    """The 13 digits of an AVS number, however it was typed ("756.9217.0769.85" or without points).

    756, nine digits, one check digit (RAVS/AHVV art. 133, EAN-13). Raises ValueError for anything else.
    """
    try:
        digits: str = ssn.compact(text)
        ssn.validate(digits)
    except ValidationError as wrong:
        raise ValueError("no AVS number") from wrong
    return digits


def formatted(avs_digits: str) -> str:
    """As on the card: 756.9217.0769.85."""
    return ssn.format(avs_digits)


# Longer than this it is no absence any more: the files get another counsellor.
LONGEST_STAND_IN = datetime.timedelta(days=184)


def channel_order(
    preferred: Sequence[Channel], *, reserved: bool, account: bool, email: str, phone: str, address: bool
) -> tuple[Channel, ...]:
    """The channels to try, the first one first; empty when only the desk is left.

    What the person said counts. While she has said nothing: what reaches out to her before what waits for her.
    Somebody on paper and at the desk only is never written to by a machine, whatever stands in the order.
    """
    usable = {
        Channel.EMAIL: bool(email),
        Channel.LETTER: address,
        Channel.SMS: phones.takes_sms(phone),
        Channel.SCREEN: account,
    }
    wanted = preferred or [channel for channel, is_usable in usable.items() if is_usable]
    return tuple(channel for channel in wanted if not (reserved and channel.is_digital))
