"""Tests: no outside address, fast hashing, an own folder for everything written."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tandem.project.embedded import database_url, start

# A name of its own lets several people test on one machine at once.
_NAME = os.environ.get("TANDEM_TEST_NAME", "tandem")
os.environ["TANDEM_DATABASE_URL"] = database_url(start("test"), _NAME)

from tandem.project.settings.base import *  # noqa: E402, F403
from tandem.project.settings.base import DATABASES, INSTALLED_APPS  # noqa: E402
from tandem.project.settings.keys import key_derived_from  # noqa: E402

SECRET_KEY = "test-only-" + "x" * 50
SECRET_KEYS_AT_REST = [key_derived_from(SECRET_KEY)]
SIGNING_KEYS = [key_derived_from(SECRET_KEY, "signing")]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
INSTALLED_APPS = [*INSTALLED_APPS, "tandem.portals.demo"]
DATABASES["default"]["CONN_MAX_AGE"] = 0  # a job's thread, which a test starts, leaves nothing open
DEMO = True
COMPANY_REGISTER_OPTIONS = {}  # the invented companies that ship with the demo
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # nothing is collected: files are served from where they are written
DATA_DIR = Path(tempfile.mkdtemp(prefix="tandem-test-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
SEARCH_ENGINE = "tandem.facilities.search.engines.memory.MemoryEngine"
SEARCH_DIR = DATA_DIR / "search"
MEDIA_ROOT = DATA_DIR / "documents"
OUTBOX_DIR = DATA_DIR / "outbox"
LETTERS_DIR = OUTBOX_DIR / "letters"
LOG_LEVEL = "WARNING"
WAITING_ROOM_CAPACITY = 0  # tests of the queue open one of their own
METRICS_TOKEN = "test-metrics"  # noqa: S105
