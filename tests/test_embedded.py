"""The embedded PostgreSQL starts where a checkout may lie, and leaves nothing running."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from tandem.project import embedded

ROOT = Path(__file__).resolve().parents[1]

TEMPORARY = Path("/tmp")  # noqa: S108 - where the server's sockets lie
pytestmark = pytest.mark.without_database


@pytest.fixture
def ground():
    """A folder that the server's user may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory(dir=TEMPORARY, prefix="tandem-ground-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def local(ground, monkeypatch):
    """A `.local` of one's own, in a folder with a blank in its name and too long for a socket."""
    local = ground / ("a deep place " + "x" * 80) / ".local"
    local.parent.mkdir()
    monkeypatch.setattr(embedded, "LOCAL", local)
    yield local
    embedded.stop("test")
    assert not list(TEMPORARY.glob(f"tandem-*-{embedded._digest(data())}"))
    shutil.rmtree(embedded._outside(), ignore_errors=True)


def data() -> Path:
    """Where the server has its data: not in `.local` where root's checkout lies that the server may not enter."""
    return embedded._home() / "postgres" / "test"


def ask(socket: Path, question: str, database: str = "postgres") -> object:
    with psycopg.connect(host=str(socket), user="postgres", dbname=database) as connection:
        return connection.execute(question).fetchone()[0]


class TestServer:
    def test_starts_once_under_a_long_path_and_stops(self, local):
        socket = embedded.start("test")

        assert len(os.fsencode(socket)) <= embedded.LONGEST_SOCKET_FOLDER
        assert socket.stat().st_mode & 0o077 == 0
        assert embedded.start("test") == socket
        assert embedded.create_database(socket, "house") is True
        assert embedded.create_database(socket, "house") is False
        assert ask(socket, "SHOW listen_addresses") == ""
        assert ask(socket, "SELECT array_agg(x ORDER BY x)::text FROM (VALUES ('ä'), ('Z'), ('a')) t(x)", "house") == (
            "{Z,a,ä}"
        )

        embedded.stop("test")

        with pytest.raises(psycopg.OperationalError):
            ask(socket, "SELECT 1")

    def test_starts_again_after_a_power_cut_that_left_another_programs_number(self, local):
        embedded.start("test")
        folder = data()
        lines = (folder / "postmaster.pid").read_text().splitlines()
        embedded.stop("test")
        (folder / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))

        assert ask(embedded.start("test"), "SELECT 1") == 1

    def test_begins_afresh_where_a_first_start_was_interrupted(self, local):
        half = data()
        half.mkdir(parents=True)
        (half / "base").mkdir()

        assert ask(embedded.start("test"), "SELECT 1") == 1

    def test_says_why_it_does_not_start(self, local):
        embedded.start("test")
        embedded.stop("test")
        (data() / "postgresql.conf").write_text("nonsense\n")

        with pytest.raises(embedded.ServerFailed, match="syntax error in file"):
            embedded.start("test")

    def test_refuses_a_socket_folder_that_somebody_else_prepared(self, local):
        folder = data()
        if not folder.is_relative_to(local):
            pytest.skip(
                "the server's user may not enter this checkout: its sockets lie with its data, in no shared folder"
            )
        trap = TEMPORARY / f"tandem-{embedded._owner(folder)}-{embedded._digest(folder)}"
        trap.symlink_to(local.parent)
        try:
            with pytest.raises(embedded.ServerFailed, match="belongs to somebody else"):
                embedded.start("test")
        finally:
            trap.unlink()

    def test_is_started_once_by_two_programs_at_the_same_moment(self, local):
        script = "from tandem.project import embedded; print(embedded.start('test'))"
        both = [
            subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", script],
                cwd=ROOT,
                env=os.environ | {"TANDEM_LOCAL_DIR": str(local)},
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        said = {process.communicate()[0] for process in both}

        assert len(said) == 1
        assert ask(Path(said.pop().strip()), "SELECT 1") == 1


class TestUnreachableCheckout:
    @pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as another user")
    def test_has_its_data_and_programs_beside_it(self, local, ground, monkeypatch):
        closed = ground / "closed"
        closed.mkdir(mode=0o700)
        monkeypatch.setattr(embedded, "LOCAL", closed / ".local")
        outside = embedded._outside()
        try:
            socket = embedded.start("test")

            assert socket.is_relative_to(outside)
            assert ask(socket, "SELECT 1") == 1
            assert closed.stat().st_mode & 0o077 == 0
            assert outside in embedded.folders()
        finally:
            embedded.stop("test")
            subprocess.run(["rm", "-rf", str(outside)], check=True)  # noqa: S603, S607
