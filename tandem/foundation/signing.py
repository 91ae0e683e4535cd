"""Signatures that anybody can check without us: Ed25519, with the name of the key beside each one.

The keys are `settings.SIGNING_KEYS`: the first one signs, all verify. A new key is put in front; the one before
stays in the list, if need be as its public half alone (`public:…`), so that what it signed can be checked for ever.
"""

import base64
import functools
import hashlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PUBLIC = "public:"


class UnknownKey(Exception):
    """The key that signed is not in the list: nothing can be said about the signature."""

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"Nothing can be said about a signature of the key {key_id}: it is not among TANDEM_SIGNING_KEYS. "
            "Put the key back, or its public half."
        )


def sign(content: bytes, *, use: str) -> tuple[str, bytes]:
    """The id of the first key (16 hexadecimal digits) and its signature (64 bytes).

    `use` says what kind of thing this is ("ledger head"): a signature under one thing never passes for another.
    """
    first, *_others = _configured()
    private = _private(first)
    return key_id(_raw(private.public_key())), private.sign(_message(content, use))


def verify(
    signer: str, content: bytes, signature: bytes, *, use: str, keys: Mapping[str, bytes] | None = None
) -> bool:
    """Whether the key `signer` signed exactly this for this use. Raises UnknownKey.

    `keys` are public halves by id, for a checker who brings her own; without them it is our own list.
    """
    try:
        public = (public_keys() if keys is None else keys)[signer]
    except KeyError:
        raise UnknownKey(signer) from None
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _message(content, use))
    except InvalidSignature:
        return False
    return True


def public_keys() -> dict[str, bytes]:
    """The public half (32 bytes) of each key by its id: what a checker needs who does not trust us."""
    return {key_id(public): public for public in map(_public, _configured())}


def key_id(public: bytes) -> str:
    """16 hexadecimal digits that name a key: the start of the SHA-256 of its public half."""
    return hashlib.sha256(public).hexdigest()[:16]


def to_pem(public: bytes) -> str:
    """A public half as text that openssl and every library reads."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def from_pem(text: bytes) -> bytes:
    """The public half (32 bytes) in a text as `to_pem` writes it. Raises ValueError."""
    try:
        key = load_pem_public_key(text)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ValueError("text: no public key in PEM") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("text: no public key of Ed25519")
    return _raw(key)


def check_keys(keys: list[str]) -> None:
    """Raises ValueError for a list that cannot be used."""
    try:
        for key in keys:
            _public(key)
    except ValueError as error:
        raise ValueError("each key must be 32 bytes in URL-safe Base64, with its = at the end") from error
    if keys and keys[0].startswith(PUBLIC):
        raise ValueError("the first key signs, so it must not be a public half")


def _configured() -> tuple[str, ...]:
    if not settings.SIGNING_KEYS:
        raise ImproperlyConfigured("SIGNING_KEYS is empty: nothing can be signed.")
    return tuple(settings.SIGNING_KEYS)


def _message(content: bytes, use: str) -> bytes:
    return f"tandem {use}\n".encode() + content


@functools.lru_cache(maxsize=16)
def _private(key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(key))


@functools.lru_cache(maxsize=16)
def _public(key: str) -> bytes:
    if key.startswith(PUBLIC):
        return _raw(Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key.removeprefix(PUBLIC))))
    return _raw(_private(key).public_key())


def _raw(public: Ed25519PublicKey) -> bytes:
    return public.public_bytes_raw()
