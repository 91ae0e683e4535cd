"""Production: behind a proxy that ends TLS. A missing secret stops the start with a sentence."""

import sys

from tandem.project.settings.base import *  # noqa: F403
from tandem.project.settings.base import ENVIRONMENT

if len(ENVIRONMENT.secret_key) < 50:
    sys.stderr.write("TANDEM_SECRET_KEY cannot be used: it must have at least 50 characters.\n")
    sys.exit(2)
if not ENVIRONMENT.database_url:
    sys.stderr.write("TANDEM_DATABASE_URL is missing: it must read postgresql://user@host/name.\n")
    sys.exit(2)
if not ENVIRONMENT.allowed_hosts:
    sys.stderr.write('TANDEM_ALLOWED_HOSTS is missing: it must be a JSON list, e.g. ["tandem.example.ch"].\n')
    sys.exit(2)

DEMO = False
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
