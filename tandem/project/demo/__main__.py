"""The runner of `make demo`: sets up, starts web and worker, watches them, and leaves nothing behind."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from tandem.foundation import clock
from tandem.project import embedded
from tandem.project.demo import complaints, processes, steps, streams
from tandem.project.demo.complaints import Complaint
from tandem.project.demo.processes import Process

SERVER = "demo"
START_LIMIT = 60  # seconds until the site must answer
TOO_SOON = 5  # seconds: a program that ends sooner has a reason that a restart will not mend


def say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 - this is a program that talks to a person


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    try:
        if "--reset" in arguments:
            return reset()
        return shell() if "--shell" in arguments else serve()
    except Complaint as complaint:
        sys.stderr.write(f"{complaint}\n")
        return 2
    except embedded.ServerFailed as failure:
        why = complaints.of_a_step("Starting PostgreSQL", embedded.LOCAL, str(failure))
        sys.stderr.write(f"{why}\n" if isinstance(why, complaints.DiskFull) else f"{failure}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{complaints.of_os_error(error)}\n")
        return 2


def _leave(number: int, frame: FrameType | None) -> None:
    # A second signal must not interrupt the tidying up after the first.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise SystemExit(0)


def serve() -> int:
    """Set up, start, watch until a signal comes."""
    port = complaints.port(os.environ.get("PORT") or "8000")
    ads = complaints.ads_file(os.environ.get("ADS", ""))
    complaints.room_on_disk(embedded.LOCAL / _name(ads))
    children: list[Process] = []
    step: list[subprocess.Popen[bytes]] = []
    try:
        place = prepare(ads)
        steps.run(place, steps.steps(ads, clock.today().isoformat(), address(port)), on_start=step.append)
        at = streams.Address(port)
        # The site first: while it starts, the others would only take a core from it.
        children = [web(place, port, at)]
        children[0].start()
        wait_until_alive(children[0], port)
        for other in (worker(place), streams.process(place, at)):
            children.append(other)
            other.start()
        greet(place, port)
        watch(children)
    finally:
        for child_of_step in step:
            if child_of_step.poll() is None:
                child_of_step.terminate()
                child_of_step.wait()
        processes.stop(children)
        embedded.stop(SERVER)
    return 0


def _name(ads: Path | None) -> str:
    return "demo" if ads is None else "demo_" + hashlib.sha256(str(ads).encode()).hexdigest()[:8]


def prepare(ads: Path | None) -> steps.Place:
    """A running PostgreSQL with the demo's database, empty or as it was left."""
    say("- Starting PostgreSQL ...")
    socket = embedded.start(SERVER)
    name = _name(ads)
    place = steps.Place(name, socket)
    if embedded.create_database(socket, name):
        shutil.rmtree(place.folder, ignore_errors=True)
    metrics = place.folder / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir(parents=True)
    return place


def web(place: steps.Place, port: int, at: streams.Address) -> Process:
    return Process(
        "web",
        [sys.executable, "-m", "tandem.project.web", "--bind", f"127.0.0.1:{port}", "--lifetime", "0"],
        {**place.environment(steps.APPLICATION), "TANDEM_LIVE_URL": at.url},
    )


def worker(place: steps.Place) -> Process:
    return Process(
        "worker",
        [sys.executable, str(embedded.ROOT / "manage.py"), "procrastinate", "worker", "--concurrency", "2"],
        place.environment(steps.APPLICATION),
    )


def wait_until_alive(site: Process, port: int) -> None:
    """Return once /healthz answers 200. Raises Complaint when the site ends or stays silent."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if site.ended() is not None:
            raise Complaint("The site ended while starting; the lines above say why. The data are safe.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Complaint(f"The site did not answer within {START_LIMIT} seconds. The data are safe; run the command again.")


def address(port: int) -> str:
    return f"http://localhost:{port}"


def greet(place: steps.Place, port: int) -> None:
    """The address, and one line for each of the demo's people."""
    say(f"\nTandem is ready: {address(port)}/\n")
    # In a process of its own: the list needs Django, the runner does not.
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(embedded.ROOT / "manage.py"), "personas"],
        env=place.environment(steps.APPLICATION),
        check=False,
    )
    say("\nCtrl-C ends everything.")


def watch(children: list[Process]) -> None:
    """Restart what ends; give up on a program that cannot stay up."""
    while True:
        time.sleep(0.5)
        for child in children:
            code = child.ended()
            if code is None:
                continue
            if time.monotonic() - child.started_at < TOO_SOON:
                raise Complaint(
                    f"The {child.name} process cannot stay up (exit code {code}); the lines above say why."
                )
            say(f"The {child.name} process ended (exit code {code}); starting it again.")
            child.start()


def shell() -> int:
    place = prepare(None)
    try:
        return subprocess.run(  # noqa: S603
            [sys.executable, str(embedded.ROOT / "manage.py"), "shell"],
            env=place.environment(steps.APPLICATION),
            check=False,
        ).returncode
    finally:
        embedded.stop(SERVER)


def reset() -> int:
    """Forget everything that the embedded servers and the demo have written."""
    for server in ("demo", "test", "bench"):
        embedded.stop(server)
    for folder in embedded.folders():
        shutil.rmtree(folder, ignore_errors=True)
    say("The demo's and the tests' data are gone. The next `make demo` starts afresh.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
