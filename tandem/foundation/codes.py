"""Codes that people copy from paper or a screen: readable aloud, safe to copy by hand, impossible to guess.

23 signs, none of which is easily taken for another (no 0 O, 1 I L, 2 Z, 5 S, B, U V Y). 23 is prime: a weighted sum
then notices every single wrong sign and every two signs swapped.
"""

import dataclasses
import hashlib
import hmac
import re
import secrets

from django.utils.crypto import salted_hmac

from tandem.foundation import chance

ALPHABET = "346789ACDEFGHJKMNPQRTWX"
_PRIME = len(ALPHABET)
_GROUP = 4


def as_typed(code: str) -> str:
    """A code without the blanks, dashes and small letters that people put into it."""
    return re.sub(r"[\s.\-–]", "", code).upper()


def list_key() -> str:
    """The secret of one printed list; kept encrypted, so that whoever has the hashes alone has nothing."""
    return secrets.token_hex(32)


def hash_in_list(key: str, number: int, code: str) -> str:
    """What is kept of a code of a printed list (64 hexadecimal digits): it opens its own line of its own list only."""
    return hmac.new(bytes.fromhex(key), f"{number}/{code}".encode(), hashlib.sha256).hexdigest()


@dataclasses.dataclass(frozen=True, slots=True)
class Code:
    """A kind of code: so many random signs and one that proves them, in groups of four. `purpose` salts its hash.

    11 random signs are 49 bits, 15 are 67.
    """

    purpose: str
    random_signs: int

    def new(self) -> str:
        """`3A4C-…`, from the system's source of randomness."""
        return self.with_check_sign(chance.signs(self.random_signs, ALPHABET))

    def with_check_sign(self, signs: str) -> str:
        """The random signs, grouped, with the one that proves them. Raises ValueError for others than those."""
        if len(signs) != self.random_signs or not set(signs) <= set(ALPHABET):
            raise ValueError(f"signs: {self.random_signs} signs of {ALPHABET} are needed.")
        full = signs + ALPHABET[_weighted_sum(signs) * -pow(len(signs) + 1, -1, _PRIME) % _PRIME]
        return "-".join(full[start : start + _GROUP] for start in range(0, len(full), _GROUP))

    def normalised(self, typed: str) -> str:
        """A code as somebody copied it, in the form in which it is kept; blanks, dashes and small letters are fine.

        Raises ValueError when it cannot be one: a sign is wrong, missing or swapped.
        """
        signs = as_typed(typed)
        if len(signs) != self.random_signs + 1 or not set(signs) <= set(ALPHABET) or _weighted_sum(signs) % _PRIME:
            raise ValueError("typed: no such code can exist.")
        return self.with_check_sign(signs[: self.random_signs])

    def fingerprint(self, code: str) -> str:
        """What is kept instead of the code (64 hexadecimal digits): of no use to whoever has only the table."""
        return salted_hmac(self.purpose, code, algorithm="sha256").hexdigest()


def _weighted_sum(signs: str) -> int:
    return sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(signs, start=1))
