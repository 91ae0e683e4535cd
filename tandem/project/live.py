"""The process that holds the streams: `python -m tandem.project.live --bind 127.0.0.1:8001`.

It reads the same settings as the other processes and loads none of the applications: no model, no session, no cookie.
"""

import argparse
import os
from typing import Any

from django.conf import settings
from psycopg.conninfo import make_conninfo

from tandem.foundation.http import logs
from tandem.foundation.live import server
from tandem.project.settings.database import from_url


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.project.settings.production")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bind", default="127.0.0.1:8001", help="address and port that a proxy sends /live/ to")
    host, _colon, port = parser.parse_args().bind.rpartition(":")
    logs.configure(level=settings.LOG_LEVEL, as_json=settings.LOG_FORMAT == "json")
    server.run(
        host=host,
        port=int(port),
        conninfo=conninfo(settings.LIVE_DATABASE_URL),
        origins=settings.LIVE_ORIGINS,
        metrics_token=settings.METRICS_TOKEN,
    )


# What Django's connections are given and PostgreSQL's library does not know, or what is for short questions only.
OF_DJANGO = {"options", "prepare_threshold"}


def conninfo(url: str) -> str:
    """How to reach the database that LISTENs: `url`, or the application's own when it is empty."""
    database: dict[str, Any] = from_url(url) if url else settings.DATABASES["default"]
    options = {name: value for name, value in database["OPTIONS"].items() if name not in OF_DJANGO}
    return make_conninfo(
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        dbname=database["NAME"],
        connect_timeout=5,
        # A server that vanished without a word is noticed within a minute, at no query.
        keepalives_idle=30,
        keepalives_interval=10,
        keepalives_count=3,
        **{"application_name": "tandem-live", **options},
    )


if __name__ == "__main__":
    main()
