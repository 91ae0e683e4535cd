"""A database, an index and a set of ads of one's own, made anew by each run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

from tandem.project import embedded

SERVER = "bench"
NAME = "bench"
FOLDER = embedded.LOCAL / "bench"


def prepare(*, tables: bool = True) -> None:
    """An empty database, or one with tables and reference data; sets the environment of this process for Django."""
    socket = embedded.start(SERVER)
    with psycopg.connect(host=str(socket), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
    embedded.create_database(socket, NAME)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="tandem.project.settings.bench",
        TANDEM_DATABASE_URL=embedded.database_url(socket, NAME),
        TANDEM_DATA_DIR=str(FOLDER),
        TANDEM_LOG_LEVEL="WARNING",
    )
    for command in (
        ()
        if not tables
        else (
            ["messages", "compile"],
            ["collectstatic", "--noinput", "--verbosity=0"],
            ["migrate", "--verbosity=0"],
            ["createcachetable"],
            ["load_reference"],
        )
    ):
        manage(*command)


def manage(*arguments: str) -> None:
    """Run one of our commands in a process of its own, as an operator would. Raises CalledProcessError."""
    subprocess.run([sys.executable, str(embedded.ROOT / "manage.py"), *arguments], check=True)  # noqa: S603 - ours


def ads() -> int:
    """With how many ads the targets must hold; a tenth of them shows how cost grows."""
    return int(os.environ.get("ADS_COUNT") or 250_000)


def ads_file(count: int) -> Path:
    return FOLDER / f"ads-{count}.jsonl.gz"


def leave() -> None:
    embedded.stop(SERVER)
