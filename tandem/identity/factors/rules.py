"""What a code looks like, how long it lives, when a key was copied. No database, no clock."""

import datetime
import re

from tandem.identity.factors.enums import Factor

CODE_LIFE = datetime.timedelta(minutes=10)
# How long a jobseeker who does not want a second factor now is left in peace.
POSTPONED_FOR = datetime.timedelta(days=30)

# RFC 6238: codes of an app change every 30 seconds; one step before and after allows for clocks that are wrong.
STEP = 30
TOLERANCE = 1

# No character that can be taken for another one on paper: no 0 O D Q, 1 I L, 2 Z, 5 S, 8 B, U V.
LETTERS = "ACEFGHJKMNPRTWXY"
DIGITS = "34679"
LIST_LENGTH = 24
LIST_CODE_LENGTH = 8
FEW_CODES = 5

_SHAPES = {
    re.compile(r"[0-9]{6}"): (Factor.SMS, Factor.APP),
    re.compile(r"[0-9]{8}"): (Factor.RECOVERY,),
    # The first character is a letter, so that no code of a list looks like a recovery code.
    re.compile(rf"[{LETTERS}][{LETTERS}{DIGITS}]{{{LIST_CODE_LENGTH - 1}}}"): (Factor.LIST,),
}


def factors_of(code: str) -> tuple[Factor, ...]:
    """Of which factors a code may be, by its shape alone; none for nonsense. `code` as `as_typed` gives it."""
    return next((factors for shape, factors in _SHAPES.items() if shape.fullmatch(code)), ())


def grouped(code: str, size: int = 4) -> str:
    """As one reads it aloud: "KM7P 3TXA"."""
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


def steps_at(moment: datetime.datetime) -> list[int]:
    """The steps of RFC 6238 whose codes count at a moment, the earliest first."""
    now = int(moment.timestamp()) // STEP
    return list(range(now - TOLERANCE, now + TOLERANCE + 1))


def was_copied(known: int, seen: int) -> bool:
    """Whether a key's counter shows that two keys share its secret (WebAuthn level 2, 7.2 step 21).

    Keys that do not count always say 0.
    """
    return (known > 0 or seen > 0) and seen <= known


def masked_phone(number: str) -> str:
    """Enough of a phone number for its owner to know it: "+41 ** *** ** 07"."""
    return f"{number[:3]} ** *** ** {number[-2:]}"
