"""The runner of `make demo`: sentences before slow work, and nothing left running."""

import errno
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tandem.project import embedded
from tandem.project.demo import __main__ as demo
from tandem.project.demo import complaints, steps, streams
from tandem.project.demo.complaints import Complaint
from tandem.project.demo.processes import Process, stop

ROOT = Path(__file__).resolve().parents[1]
SITE = "http://localhost:8000"

pytestmark = pytest.mark.without_database


def goes_on(pid: int) -> bool:
    """Whether the program still runs two seconds after it was told to end."""
    for _ in range(40):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return False
        if state in {"Z", "X"}:
            return False
        time.sleep(0.05)
    return True


class TestComplaints:
    def test_come_for_a_port_that_is_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(Complaint, match="is taken by another"):
            complaints.port(str(server.getsockname()[1]))

    @pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80 80"])
    def test_come_for_what_is_no_port(self, text):
        with pytest.raises(Complaint, match="must be a number from 1 to 65535"):
            complaints.port(text)

    def test_come_for_ads_that_cannot_be_read(self, tmp_path):
        with pytest.raises(Complaint, match="cannot be read"):
            complaints.ads_file(str(tmp_path / "missing.jsonl"))

    def test_do_not_come_without_ads(self):
        assert complaints.ads_file("") is None

    def test_come_for_a_disk_that_is_almost_full(self, tmp_path, monkeypatch):
        monkeypatch.setattr(complaints, "NEEDED_BYTES", 10**18)

        with pytest.raises(Complaint, match="The disk is almost full: "):
            complaints.room_on_disk(tmp_path / "not" / "yet")

    def test_ask_little_of_a_disk_where_everything_stands_already(self, tmp_path, monkeypatch):
        monkeypatch.setattr(complaints, "NEEDED_BYTES", 10**18)

        complaints.room_on_disk(tmp_path)

        monkeypatch.setattr(complaints, "LAST_BYTES", 10**18)
        with pytest.raises(Complaint, match="The disk is almost full: "):
            complaints.room_on_disk(tmp_path)

    def test_name_the_full_disk_that_a_step_met_and_nothing_else(self, tmp_path):
        met = complaints.of_a_step("Loading", tmp_path, "could not extend file: No space left on device")
        other = complaints.of_a_step("Loading", tmp_path, "no such table")

        assert str(met).startswith("Loading: The disk is full.")
        assert str(other).startswith("Loading: failed.")

    def test_come_for_a_disk_that_fills_up_on_the_way(self):
        assert str(complaints.of_os_error(OSError(errno.ENOSPC, "No space left"))).startswith("The disk is full.")

    @pytest.mark.parametrize("variables", [{"PORT": "none"}, {"ADS": "/nowhere/ads.jsonl"}])
    def test_end_the_command_before_slow_work(self, tmp_path, variables):
        run = subprocess.run(
            [sys.executable, "-m", "tandem.project.demo"],
            cwd=ROOT,
            env=os.environ | {"TANDEM_LOCAL_DIR": str(tmp_path / "local")} | variables,
            capture_output=True,
            text=True,
            check=False,
        )

        assert run.returncode == 2
        assert len(run.stderr.splitlines()) == 1
        assert not (tmp_path / "local").exists()


class TestProcesses:
    def a_family(self, tmp_path, grandchild="import time; time.sleep(60)"):
        """A program that starts another one and writes down its number."""
        note = tmp_path / "grandchild"
        script = (
            "import subprocess, sys, pathlib, time;"
            f"child = subprocess.Popen([sys.executable, '-c', {grandchild!r}]);"
            f"pathlib.Path({str(note)!r}).write_text(str(child.pid)); time.sleep(60)"
        )
        process = Process("family", [sys.executable, "-c", script], os.environ)
        process.start()
        for _ in range(100):
            if note.exists() and note.read_text():
                break
            time.sleep(0.05)
        return process, int(note.read_text())

    def test_end_with_all_that_they_started(self, tmp_path):
        process, grandchild = self.a_family(tmp_path)

        stop([process])

        assert process.ended() is not None
        assert not goes_on(grandchild)

    def test_end_even_when_a_grandchild_does_not_want_to(self, tmp_path):
        stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
        process, grandchild = self.a_family(tmp_path, stubborn)

        stop([process])

        assert not goes_on(grandchild)

    def test_are_started_again_and_given_up_when_they_cannot_stay(self, capsys):
        process = Process(
            "worker", [sys.executable, "-c", "import time; time.sleep(0.5); raise SystemExit(3)"], os.environ
        )
        process.start()
        process.started_at -= 60  # it has worked for a minute
        process.command = ["false"]

        with pytest.raises(Complaint, match=r"The worker process cannot stay up \(exit code 1\)"):
            demo.watch([process])

        assert "The worker process ended (exit code 3); starting it again." in capsys.readouterr().out


class TestSteps:
    @pytest.fixture
    def place(self, tmp_path, monkeypatch):
        monkeypatch.setattr(embedded, "LOCAL", tmp_path)
        return steps.Place("demo", tmp_path)

    def test_are_left_out_when_nothing_they_depend_on_has_changed(self, place, capsys):
        started = []
        for depends_on in ("a", "a", "b"):
            step = steps.Step("Compiling", ["messages", "compile", "access"], steps.OWNER, depends_on)
            steps.run(place, [step], on_start=started.append)

        assert len(started) == 2

    def test_that_fail_are_tried_again_next_time(self, place):
        step = steps.Step("Failing", ["messages", "compile", "nowhere"], steps.OWNER, "a")

        for _ in range(2):
            with pytest.raises(Complaint, match=r"Failing: failed\. What was done before is safe"):
                steps.run(place, [step], on_start=lambda _child: None)

    def test_run_as_the_owner_only_where_tables_are_made(self):
        owners = {step.command[0] for step in steps.steps(None, "2026-04-03", SITE) if step.role == steps.OWNER}

        assert owners == {"messages", "collectstatic", "create_tables"}

    def test_load_ads_of_ones_own_instead_of_invented_ones(self, tmp_path):
        ads = tmp_path / "ads.jsonl"
        ads.touch()

        commands = [list(step.command) for step in steps.steps(ads, "2026-04-03", SITE)]

        assert ["import_ads", str(ads)] in commands
        assert ["load_demo", "--site", SITE, "--ads", "0"] in commands


class TestTheLiveProcess:
    def test_listens_beside_the_site_and_answers_its_pages_only(self):
        with socket.create_server(("127.0.0.1", 0)) as site:
            port = site.getsockname()[1]
            at = streams.Address(port)

        assert at.port != port
        assert at.url == f"http://127.0.0.1:{at.port}/live"
        assert at.origins == [f"http://localhost:{port}", f"http://127.0.0.1:{port}"]

    def test_goes_elsewhere_when_the_next_port_is_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]

            assert streams.Address(port - 1).port != port
