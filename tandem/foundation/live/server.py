"""The live process: one thread, one loop, hundreds of streams."""

import asyncio
import contextlib
import resource
from collections.abc import Collection
from types import FrameType

import structlog
import uvicorn

from tandem.foundation.live import application
from tandem.foundation.live.hub import Hub
from tandem.foundation.live.listening import listen

log = structlog.get_logger(__name__)

_GRACE = 5  # seconds for the streams to end
_CONNECTIONS = 5_000
_KEEP_ALIVE = 65  # seconds that a browser's connection may wait for the next keystroke; more than a proxy keeps it


class _Server(uvicorn.Server):
    """Ends the streams when it is told to end; a plain server would wait for them."""

    def __init__(self, config: uvicorn.Config, hub: Hub, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(config)
        self._hub = hub
        self._loop = loop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # A signal comes in the middle of anything: the hub is touched by the loop alone.
        self._loop.call_soon_threadsafe(self._hub.close)
        super().handle_exit(sig, frame)


def run(*, host: str, port: int, conninfo: str, origins: Collection[str], metrics_token: str) -> None:
    """Serve until a signal comes."""
    _many_files()
    asyncio.run(_serve(host, port, conninfo, origins, metrics_token))


async def _serve(host: str, port: int, conninfo: str, origins: Collection[str], metrics_token: str) -> None:
    hub = Hub()
    config = uvicorn.Config(
        application.create(hub, origins=origins, metrics_token=metrics_token),
        host=host,
        port=port,
        http="httptools",
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
    )
    listening = asyncio.create_task(listen(conninfo, hub))
    try:
        await _Server(config, hub, asyncio.get_running_loop()).serve()
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening


def _many_files() -> None:
    """Each stream is a file to the system, which allows few unless asked."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * _CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, 2 * _CONNECTIONS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(_soft, wanted), hard))
