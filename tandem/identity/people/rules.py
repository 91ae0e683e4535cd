"""Numbers that identify a person. No database."""

from stdnum.ch import ssn
from stdnum.exceptions import ValidationError


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
