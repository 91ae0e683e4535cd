"""What is kept instead of a device, a number, an address, an account: a keyed hash, another one for each use."""

import hashlib
import hmac
import secrets

from django.conf import settings


def of_device(cookie: str) -> str:
    return _keyed("device", cookie)


def of_phone(phone: str) -> str:
    return _keyed("phone", phone)


def of_email(email: str) -> str:
    return _keyed("email", email.strip().lower())


def of_account(user_id: int) -> str:
    return _keyed("account", str(user_id))


def new_cookie() -> str:
    """128 random bits: it says that it is the same browser, and nothing about it."""
    return secrets.token_urlsafe(16)


def _keyed(use: str, text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"shadow {use} {text}".encode(), hashlib.sha256).hexdigest()
