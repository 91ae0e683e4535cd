"""Production's settings on loopback, and one page more: the bare POST that filing is compared with.

The password hash is left out: its cost is chosen, not suffered, and the bench says it beside the other figures.
"""

from tandem.project.settings.base import DATA_DIR
from tandem.project.settings.production import *  # noqa: F403

ROOT_URLCONF = "tandem.project.bench.urls"
STATIC_ROOT = DATA_DIR / "static"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A worker that starts takes up what came due within ten minutes: at some minutes of the hour that is a reminder to
# everybody, and would be counted among the filings.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 5}
