"""A limit on a whole exchange over HTTP, from the connection to the last byte.

The timeout of a socket counts from the last byte: whoever sends one now and then, in a handshake or in a header, would
hold a worker for ever.
"""

import contextlib
import socket
import ssl
import threading
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError


class WithinSeconds(HTTPAdapter):
    """Cuts the line of each connection after so many seconds, whatever it is doing; requests then raises an error."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__()

    def init_poolmanager(self, *sizes: Any, **options: Any) -> None:
        super().init_poolmanager(*sizes, **options)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _pool(HTTPConnectionPool, HTTPConnection, self.seconds),
            "https": _pool(HTTPSConnectionPool, HTTPSConnection, self.seconds),
        }


def _pool(pool: type[Any], connection: type[Any], seconds: float) -> type[Any]:
    class Connection(connection):
        def connect(self) -> None:
            try:
                super().connect()
            except ssl.SSLError:
                raise
            except OSError as error:
                # It broke or fell silent before TLS stood: nothing of the request has left.
                raise NewConnectionError(self, str(error)) from error

        def _new_conn(self) -> socket.socket:
            sock: socket.socket = super()._new_conn()
            # Of the same line: TLS takes the socket itself away from whoever holds it.
            self.line = sock.dup()
            self.watch = threading.Timer(seconds, _cut, [self.line])
            self.watch.daemon = True
            self.watch.start()
            return sock

        def close(self) -> None:
            if hasattr(self, "watch"):
                self.watch.cancel()
                self.line.close()
            super().close()

    return type(pool.__name__, (pool,), {"ConnectionCls": Connection})


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it was closed at this very moment
        line.shutdown(socket.SHUT_RDWR)
