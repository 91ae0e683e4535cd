"""The code on a mandate's paper: readable aloud, safe to copy by hand, impossible to guess. No database."""

import re
import secrets

# 23 signs, none of which is easily taken for another (no 0 O, 1 I L, 2 Z, 5 S, B, U V Y). 23 is prime: a weighted sum
# then notices every single wrong sign and every two signs swapped.
ALPHABET = "346789ACDEFGHJKMNPQRTWX"
RANDOM_SIGNS = 11  # 23 ** 11 is more than 2 ** 49, and each guess costs an attempt
_PRIME = len(ALPHABET)
_GROUP = f"[{ALPHABET}]{{4}}"
PATTERN = f"{_GROUP}-{_GROUP}-{_GROUP}"


def new_code() -> str:
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS)))


def normalised(typed: str) -> str:
    """A code as somebody copied it, in the form in which it is kept; blanks, dashes and small letters are fine.

    Raises ValueError when it cannot be one: a sign is wrong, missing or swapped.
    """
    signs = re.sub(r"[\s\-–.]", "", typed).upper()
    if len(signs) != RANDOM_SIGNS + 1 or not set(signs) <= set(ALPHABET) or _weighted_sum(signs) % _PRIME:
        raise ValueError("typed: not the code of a mandate.")
    return _grouped(signs[:RANDOM_SIGNS])


def _grouped(signs: str) -> str:
    full = signs + ALPHABET[_weighted_sum(signs) * -pow(RANDOM_SIGNS + 1, -1, _PRIME) % _PRIME]
    return "-".join(full[start : start + 4] for start in range(0, len(full), 4))


def _weighted_sum(signs: str) -> int:
    return sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(signs, start=1))
