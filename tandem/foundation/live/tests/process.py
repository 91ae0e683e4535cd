"""The live process as it runs in production, on a free port of this machine, and browsers as cheap as can be."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection

from tandem.foundation.live import tickets, words

ROOT = Path(__file__).resolve().parents[4]
START_LIMIT = 30  # seconds
ELSEWHERE = "http://localhost:8000"


class Process:
    """`start` it, then `ask` and `follow`."""

    def __init__(self, *, origin: str = ELSEWHERE) -> None:
        self.port = _free_port()
        self.origin = origin
        self.child: subprocess.Popen[bytes] | None = None
        self.said = b""
        self._followers: list[Follower] = []

    def start(self) -> None:
        """Raises RuntimeError with what it said."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("TANDEM_", "DJANGO_"))}
        self.child = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "tandem.project.live", "--bind", f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env={
                **inherited,
                "DJANGO_SETTINGS_MODULE": "tandem.project.settings.development",
                "TANDEM_SECRET_KEY": settings.SECRET_KEY,
                "TANDEM_LIVE_DATABASE_URL": database(),
                "TANDEM_LIVE_ORIGINS": json.dumps([self.origin]),
                "TANDEM_METRICS_TOKEN": settings.METRICS_TOKEN,
                "TANDEM_LOG_LEVEL": "DEBUG",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline and self.child.poll() is None:
            try:
                if self.ask("GET", "/live/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        self.stop(signal.SIGKILL)
        raise RuntimeError(f"the live process did not start:\n{self.said.decode()}")

    def stop(self, number: int = signal.SIGTERM) -> int | None:
        """Send the signal; the exit code. `said` then holds its log."""
        if self.child is None:
            return None
        if self.child.poll() is None:
            self.child.send_signal(number)
        self.said += self.child.communicate(timeout=20)[0]
        code, self.child = self.child.returncode, None
        return code

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer to one request on a connection of its own."""
        with self.connect() as line:
            line.sendall(request(method, path, body, **headers))
            head, _gap, rest = _until_closed(line).partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        named = dict(text.lower().split(": ", 1) for text in lines)
        return int(status.split()[1]), named, rest

    def say(self, ticket: str, *messages: dict, topic: str, **headers: str) -> int:
        body = json.dumps({"ticket": ticket, "messages": messages}).encode()
        return self.ask("POST", f"/live/{tickets.room(topic)}/say", body, **headers)[0]

    def follow(self, ticket: str, *, topic: str, **headers: str) -> "Follower":
        """An open stream. Its `status` says whether it was let in."""
        follower = Follower(self, ticket, topic, headers)
        self._followers.append(follower)
        return follower

    def hang_up(self) -> None:
        """Close all streams."""
        for follower in self._followers:
            follower.close()
        self._followers.clear()


class Follower:
    def __init__(self, process: Process, ticket: str, topic: str, headers: dict[str, str]) -> None:
        self.line = process.connect()
        self.line.sendall(request("POST", f"/live/{tickets.room(topic)}/stream", ticket.encode(), **headers))
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            if not (part := self.line.recv(65536)):
                break
            self.rest += part
        head, _gap, self.rest = self.rest.partition(b"\r\n\r\n")
        self.head = head.decode("latin-1").lower()
        self.status = int(self.head.split()[1])

    def next(self) -> tuple[str, dict]:
        """The next event. Raises EOFError once the stream has ended, TimeoutError after ten seconds."""
        while True:
            while b"\n\n" not in self.rest:
                self._receive()
            event, _gap, self.rest = self.rest.partition(b"\n\n")
            lines = [line for line in event.split(b"\n") if line.startswith((b"event: ", b"data: "))]
            if len(lines) == 2:
                return lines[0][7:].decode(), json.loads(lines[1][6:])

    def ended(self) -> bool:
        """Whether nothing comes any more, after what may still come."""
        try:
            while True:
                self._receive()
        except EOFError:
            return True
        except TimeoutError:
            return False

    def close(self) -> None:
        self.line.close()

    def _receive(self) -> None:
        if self.rest.endswith(b"0\r\n\r\n") or not (part := self.line.recv(65536)):
            raise EOFError
        self.rest += part


def database() -> str:
    """The address of the test's database."""
    parameters = connection.get_connection_params()
    return f"postgresql://{parameters['user']}@/{parameters['dbname']}?host={quote(parameters['host'], safe='')}"


def commit(statement: str, *values: object) -> list[tuple]:
    """What the database answers to one statement in a transaction of its own; the test's is never committed."""
    with psycopg.connect(database(), autocommit=True) as own:
        return own.execute(statement, values).fetchall()


def publish(topic: str, kind: str, data: dict) -> None:
    """As `tandem.foundation.live.publish` does, committed."""
    commit("SELECT pg_notify(%s, %s)", words.CHANNEL, json.dumps({"topic": topic, "kind": kind, "data": data}))


def request(method: str, path: str, body: bytes, **headers: str) -> bytes:
    named = {"Host": "127.0.0.1", "Connection": "close", "Content-Length": str(len(body)), **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


def _until_closed(line: socket.socket) -> bytes:
    received = b""
    while part := line.recv(65536):
        received += part
    return received


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
