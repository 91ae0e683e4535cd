"""Random signs of a secret, all of them from one call to the kernel.

`secrets.choice` makes one call for each sign and lets go of Python's lock meanwhile: five hundred times a visit of the
filing day, and as often another thread takes it and has to be waited for.
"""

import os

from django.middleware import csrf


def signs(length: int, alphabet: str) -> str:
    """So many signs, each of them equally likely to be any of the alphabet. Raises ValueError for more than 256."""
    if not 0 < len(alphabet) <= 256:
        raise ValueError(f"an alphabet of {len(alphabet)} signs")
    # Above a multiple of the alphabet's length a byte would make its first signs likelier than the others.
    most = 256 - 256 % len(alphabet)
    found: list[str] = []
    while len(found) < length:
        found += [alphabet[byte % len(alphabet)] for byte in os.urandom(2 * length) if byte < most]
    return "".join(found[:length])


def install() -> None:
    """For the secret of a form's token, and its mask, which is a new one on each page."""
    csrf._get_new_csrf_string = _secret


def _secret() -> str:
    return signs(csrf.CSRF_SECRET_LENGTH, csrf.CSRF_ALLOWED_CHARS)
