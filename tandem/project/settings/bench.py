"""The demo's settings and one page more: an empty one, the limit that other pages are compared with."""

from tandem.project.settings.development import *  # noqa: F403

ROOT_URLCONF = "tandem.project.bench.urls"
