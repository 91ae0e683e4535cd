"""Production: behind a proxy that ends TLS. A missing secret stops the start with a sentence."""

import sys

from tandem.project.settings import mail
from tandem.project.settings.base import *  # noqa: F403
from tandem.project.settings.base import ENVIRONMENT

MISSING = [
    sentence
    for value, sentence in [
        (ENVIRONMENT.secret_key, "TANDEM_SECRET_KEY is missing: it must have at least 50 characters, kept secret."),
        (ENVIRONMENT.keys_at_rest, "TANDEM_KEYS_AT_REST is missing: a JSON list of one key or more, kept secret."),
        (ENVIRONMENT.signing_keys, "TANDEM_SIGNING_KEYS is missing: a JSON list of one key or more, kept secret."),
        (ENVIRONMENT.database_url, "TANDEM_DATABASE_URL is missing: it must read postgresql://user@host/name."),
        (ENVIRONMENT.allowed_hosts, 'TANDEM_ALLOWED_HOSTS is missing: a JSON list, e.g. ["tandem.example.ch"].'),
    ]
    if not value
]
if MISSING:
    sys.exit("\n".join(MISSING))

DEMO = False
globals().update(mail.from_url(ENVIRONMENT.mail_url) if ENVIRONMENT.mail_url else {})
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
