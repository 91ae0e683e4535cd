"""Short texts that nobody may read who finds the database alone: encrypted at rest, under keys that can be changed.

The keys are `settings.SECRET_KEYS_AT_REST`: the first one encrypts, all of them decrypt. A new key is put in front;
`manage.py rotate_keys` then writes everything anew under it, and the old key can go.
"""

import functools
from collections.abc import Callable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Writes all of one kind of secret anew where need be and returns how many; may be run again after a break.
Reencrypt = Callable[[], int]

registry: dict[str, Reencrypt] = {}


class Undecipherable(Exception):
    """No key of this installation opens the text: it was changed, or its key was taken away too early."""

    def __init__(self) -> None:
        super().__init__(
            "An encrypted text cannot be read: none of the keys in TANDEM_KEYS_AT_REST opens it. It is kept as it is. "
            "Put the key back that was in use when it was written."
        )


def encrypt(text: str) -> str:
    """The token (ASCII) that `decrypt` turns back into `text`; another one each time."""
    return encrypt_bytes(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text that was encrypted. Raises Undecipherable."""
    return decrypt_bytes(token.encode()).decode()


def encrypt_bytes(content: bytes) -> bytes:
    """The same for a small file; its token is a third longer than `content`."""
    return _fernet(tuple(settings.SECRET_KEYS_AT_REST)).encrypt(content)


def decrypt_bytes(token: bytes) -> bytes:
    """The content that was encrypted. Raises Undecipherable."""
    try:
        return _fernet(tuple(settings.SECRET_KEYS_AT_REST)).decrypt(token)
    except InvalidToken as error:
        raise Undecipherable from error


def renewed(token: str) -> str | None:
    """The token of the same text under the first key; None when it is under it already. Raises Undecipherable."""
    newest, *_older = settings.SECRET_KEYS_AT_REST
    try:
        _fernet((newest,)).decrypt(token.encode())
    except InvalidToken:
        return encrypt(decrypt(token))
    return None


def register(name: str, reencrypt: Reencrypt) -> None:
    """Say what else is encrypted ("accounts.authenticators"), and how it is written anew.

    The columns of `tandem.foundation.fields.EncryptedTextField` are found without it. Raises ValueError when the name
    is taken.
    """
    if registry.get(name, reencrypt) is not reencrypt:
        raise ValueError(f"{name!r} is registered twice")
    registry[name] = reencrypt


@functools.lru_cache(maxsize=8)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("SECRET_KEYS_AT_REST is empty: nothing can be encrypted.")
    return MultiFernet([Fernet(key) for key in keys])
