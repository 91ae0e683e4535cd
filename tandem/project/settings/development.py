"""The demo on one machine: `make demo`."""

from tandem.project.settings.base import *  # noqa: F403
from tandem.project.settings.base import DATA_DIR, ENVIRONMENT, INSTALLED_APPS
from tandem.project.settings.keys import key_derived_from

SECRET_KEY = ENVIRONMENT.secret_key or "demo-only-" + "x" * 50
SECRET_KEYS_AT_REST = ENVIRONMENT.keys_at_rest or [key_derived_from(SECRET_KEY)]
SIGNING_KEYS = ENVIRONMENT.signing_keys or [key_derived_from(SECRET_KEY, "signing")]
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts or ["localhost", "127.0.0.1", "[::1]", "testserver"]
INSTALLED_APPS = [*INSTALLED_APPS, "tandem.portals.demo"]
DEMO = True
COMPANY_REGISTER_OPTIONS = {}  # the invented companies that ship with the demo
STATIC_ROOT = DATA_DIR / "static"
