"""Codes that people copy from paper: no sign looks like another one, and only a keyed hash is kept."""

import secrets

from django.utils.crypto import salted_hmac

# Without 0 O, 1 I L, 2 Z, 5 S, 8 B: read aloud or copied by hand, each can only be itself.
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
LENGTH = 8


def new_code() -> str:
    """Eight signs, 37 bits: with few attempts and two weeks to live, beyond guessing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def readable(code: str) -> str:
    """In two halves, as on the letter: "K7QM-4XWA"."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def as_typed(text: str) -> str:
    """What somebody typed, without blanks and dashes, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def fingerprint(code: str, *, purpose: str) -> str:
    """What is kept instead of the code (64 hexadecimal digits): of no use to whoever has only the table."""
    return salted_hmac(f"organisations.{purpose}", code, algorithm="sha256").hexdigest()
