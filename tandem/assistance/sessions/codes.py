"""The six digits that a helper types to join. No database."""

import secrets

from django.utils.crypto import salted_hmac

from tandem.assistance.sessions.rules import DIGITS


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def key_of(code: str) -> str:
    """How a code is found: a keyed hash, so that neither the table nor the time of the search says anything of it."""
    return salted_hmac("sessions.code", code, algorithm="sha256").hexdigest()
