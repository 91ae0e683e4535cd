"""How e-mails leave, from one address of the environment."""

import sys
from typing import Any
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def from_url(url: str) -> dict[str, Any]:
    """`smtp+starttls://user:password@host:587`, or `smtps://…`, as Django's settings; plain `smtp://` is for a relay
    on the same machine. Exits with a sentence for anything else.
    """
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        sys.exit("TANDEM_MAIL_URL cannot be used: its port is no number from 1 to 65535.")
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        sys.exit("TANDEM_MAIL_URL cannot be used: it must read smtp+starttls://user:password@host:587 or smtps://….")
    if parts.scheme == "smtp" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        sys.exit("TANDEM_MAIL_URL cannot be used: mails to another machine need smtp+starttls:// or smtps://.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
