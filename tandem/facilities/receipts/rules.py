"""The number of a receipt: readable aloud, safe to copy by hand, impossible to guess. No database."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

# 23 signs, none of which is easily taken for another (no 0 O, 1 I L, 2 Z, 5 S, B, U V Y). 23 is prime: a weighted
# sum then notices every single wrong sign and every two signs swapped.
ALPHABET = "346789ACDEFGHJKMNPQRTWX"
RANDOM_SIGNS = 15  # 23 ** 15 is more than 2 ** 67
GROUP = 4
_PRIME = len(ALPHABET)


def with_check_sign(signs: str) -> str:
    """The 15 signs, grouped by four, with the sign that proves them: `3A4C-…`.

    Raises ValueError for another length or a sign outside the alphabet.
    """
    if len(signs) != RANDOM_SIGNS or not set(signs) <= set(ALPHABET):
        raise ValueError(f"signs: {RANDOM_SIGNS} signs of {ALPHABET} are needed.")
    full = signs + ALPHABET[_weighted_sum(signs) * -_inverse(RANDOM_SIGNS + 1) % _PRIME]
    return "-".join(full[start : start + GROUP] for start in range(0, len(full), GROUP))


def normalised(typed: str) -> str:
    """A number as somebody copied it, in the form in which it is stored; blanks, dashes and small letters are fine.

    Raises ValueError when it cannot be a receipt's number: a sign is wrong, missing or swapped.
    """
    signs = re.sub(r"[\s\-–.]", "", typed).upper()
    if len(signs) != RANDOM_SIGNS + 1 or not set(signs) <= set(ALPHABET) or _weighted_sum(signs) % _PRIME:
        raise ValueError("typed: not the number of a receipt.")
    return with_check_sign(signs[:RANDOM_SIGNS])


def payload_hash(payload: Mapping[str, Any]) -> bytes:
    """SHA-256 (32 bytes) over the canonical JSON of what was filed: sorted keys, no blanks, UTF-8.

    Raises TypeError for a value that JSON cannot hold exactly, such as a date: the sender writes it as text first.
    """
    canonical = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(canonical.encode()).digest()


def _weighted_sum(signs: str) -> int:
    return sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(signs, start=1))


def _inverse(number: int) -> int:
    return pow(number, -1, _PRIME)
