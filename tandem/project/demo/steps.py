"""The steps from an empty folder to data that can be shown. A step whose inputs have not changed is left out."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tandem.project import embedded
from tandem.project.demo import complaints
from tandem.project.demo.complaints import DiskFull


@dataclass(frozen=True)
class Place:
    """Where one demo keeps its things; real ads get a database and an index of their own."""

    name: str
    socket: Path

    @property
    def folder(self) -> Path:
        return embedded.LOCAL / self.name

    def environment(self, role: str) -> dict[str, str]:
        """The environment of a child process that connects as `role`."""
        # Compiled once, read at every start: without that a second start takes twice as long.
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "tandem.project.settings.development",
            "TANDEM_DATABASE_URL": embedded.database_url(self.socket, self.name, role),
            "TANDEM_DATA_DIR": str(self.folder),
            "TANDEM_LOG_FORMAT": os.environ.get("TANDEM_LOG_FORMAT", "text"),
            "TANDEM_LOG_LEVEL": os.environ.get("TANDEM_LOG_LEVEL", "ERROR"),
            "PROMETHEUS_MULTIPROC_DIR": str(self.folder / "metrics"),
            # The demo shows its figures to whoever asks with this token: they are about nobody.
            "TANDEM_METRICS_TOKEN": os.environ.get("TANDEM_METRICS_TOKEN", "demo"),
            "PYTHONUNBUFFERED": "1",
        }


@dataclass(frozen=True)
class Step:
    """One `manage.py` command, and what it depends on."""

    title: str
    command: Sequence[str]
    role: str
    depends_on: str


OWNER = "postgres"
APPLICATION = "tandem_app"


def steps(ads: Path | None, day: str, site: str) -> list[Step]:
    """Everything in order. `day` (ISO) moves the demo's data once a month; `site` stands in mails that bear a link."""
    code = fingerprint(embedded.ROOT.glob("tandem/**/migrations/*.py"))
    reference = fingerprint(embedded.ROOT.glob("tandem/reference/**/*"), code)
    demo = fingerprint(embedded.ROOT.glob("tandem/portals/demo/**/*.py"), reference, day[:7])
    invite = ["load_demo", "--site", site, *(["--ads", "0"] if ads else [])]
    people = Step("Inviting the people of the demo", invite, APPLICATION, demo)
    import_ = []
    if ads:
        stat = ads.stat()
        import_ = [
            Step(
                "Importing the ads", ["import_ads", str(ads)], APPLICATION, f"{demo} {stat.st_size} {stat.st_mtime_ns}"
            )
        ]
    index = fingerprint(embedded.ROOT.glob("tandem/**/search/**/*.py"), demo, str(ads))
    return [
        Step(
            "Compiling the message catalogues",
            ["messages", "compile"],
            OWNER,
            fingerprint(embedded.ROOT.glob("tandem/**/*.po")),
        ),
        Step(
            "Collecting static files",
            ["collectstatic", "--noinput", "--clear", "--verbosity=0"],
            OWNER,
            fingerprint(embedded.ROOT.glob("tandem/**/static/**/*")),
        ),
        Step("Creating the tables", ["create_tables"], OWNER, code),
        Step("Loading occupations and places", ["load_reference"], APPLICATION, reference),
        people,
        *import_,
        Step("Building the search index", ["reindex"], APPLICATION, index),
    ]


def run(place: Place, todo: Iterable[Step], *, on_start: Callable[[subprocess.Popen[bytes]], None]) -> None:
    """Run what has to be run; raises Complaint when a step fails. `on_start` is told each child process."""
    stamps = place.folder / "stamps"
    stamps.mkdir(parents=True, exist_ok=True)
    for step in todo:
        stamp = stamps / step.command[0]
        if stamp.exists() and stamp.read_text() == step.depends_on:
            continue
        print(f"- {step.title} ...", flush=True)  # noqa: T201 - this is a program that talks to a person
        started = time.monotonic()
        with tempfile.TemporaryFile() as troubles:
            child = subprocess.Popen(  # noqa: S603 - our own commands
                [sys.executable, str(embedded.ROOT / "manage.py"), *step.command],
                env=place.environment(step.role),
                stderr=troubles,
            )
            on_start(child)
            code = child.wait()
            troubles.seek(0)
            said = troubles.read().decode(errors="replace")
        failure = complaints.of_a_step(step.title, place.folder, said) if code else None
        if not isinstance(failure, DiskFull):
            sys.stderr.write(said)
        if failure:
            raise failure
        stamp.write_text(step.depends_on)
        print(f"  done in {time.monotonic() - started:.1f} s", flush=True)  # noqa: T201


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """A short hash over names and contents."""
    digest = hashlib.sha256("\n".join(more).encode())
    for file in sorted(files):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(str(file.relative_to(embedded.ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:32]
