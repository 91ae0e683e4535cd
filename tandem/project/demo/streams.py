"""The live process of the demo: without a proxy it has a port of its own, on loopback, beside the site's."""

import json
import socket
import sys

from tandem.project.demo import steps
from tandem.project.demo.processes import Process


class Address:
    """Where the live process of the site on `port` listens: on the next port, or on any that is free."""

    def __init__(self, port: int) -> None:
        self.site = port
        self.port = _free(port + 1) if port < 65535 else _free(0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/live"

    @property
    def origins(self) -> list[str]:
        """The addresses under which somebody opens the site."""
        return [f"http://{name}:{self.site}" for name in ("localhost", "127.0.0.1")]


def process(place: steps.Place, at: Address) -> Process:
    return Process(
        "live",
        [sys.executable, "-m", "tandem.project.live", "--bind", f"127.0.0.1:{at.port}"],
        {**place.environment(steps.APPLICATION), "TANDEM_LIVE_ORIGINS": json.dumps(at.origins)},
    )


def _free(wanted: int) -> int:
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no port is free on this machine")
