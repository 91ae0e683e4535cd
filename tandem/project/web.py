"""The web server: `python -m tandem.project.web --bind 127.0.0.1:8000` (ADR 180).

granian speaks HTTP in Rust and calls the application on threads of Python. The application is loaded before its
processes are forked: they share its memory, and one that was killed is back at once.
"""

import argparse
import multiprocessing
import os
from collections.abc import Callable
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

_IDLE = 600  # seconds until a thread that has nothing to do ends, with its connection; granian takes no more
_LIFETIME = 12 * 60 * 60  # seconds
_LAST_ANSWER = 60  # seconds that a process which is to end may take for what it has begun
_LOGGING = {"incremental": True, "handlers": {}, "loggers": {}}  # what it says goes where all logs go


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port that a proxy sends requests to")
    parser.add_argument("--processes", type=int, default=2, help="one for each core")
    parser.add_argument("--threads", type=int, default=4, help="requests that one process works on at once")
    parser.add_argument(
        "--lifetime", type=int, default=_LIFETIME, help="seconds until a process makes way for a new one; 0: never"
    )
    asked = parser.parse_args()
    host, _colon, port = asked.bind.rpartition(":")
    application = _application()
    multiprocessing.set_start_method("fork")
    Server(
        "tandem.project.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=asked.processes,
        blocking_threads=asked.threads,
        blocking_threads_idle_timeout=_IDLE,
        respawn_failed_workers=True,
        workers_lifetime=asked.lifetime or None,
        workers_kill_timeout=_LAST_ANSWER,
        log_dictconfig=_LOGGING,
        log_level=LogLevels.warning,
    ).serve(target_loader=lambda: _without_secrets(application), wrap_loader=False)


def _application() -> Callable[..., Any]:
    from tandem.project.wsgi import application  # noqa: PLC0415 - what it loads, it loads when it is imported

    return application


def _without_secrets(application: Callable[..., Any]) -> Callable[..., Any]:
    """In each new process: the settings were read, and granian would copy the environment into every request's."""
    for name in [name for name in os.environ if name.startswith("TANDEM_")]:
        del os.environ[name]
    return application


if __name__ == "__main__":
    main()
