"""An SMS gateway on this machine that answers as a test says."""

import contextlib
import dataclasses
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclasses.dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclasses.dataclass
class Answer:
    status: int = 200
    body: bytes = b'{"messages": [{"id": "m-1", "status": "accepted"}]}'
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    # Takes the handler's place, for what no decent server does.
    instead: Callable[[BaseHTTPRequestHandler, threading.Event], None] | None = None


class Server:
    """What it was sent, and what it answers next."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.answer = Answer()
        self.closing = threading.Event()
        self.url = ""


@contextlib.contextmanager
def running() -> Iterator[Server]:
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            server.requests.append(Request(self.command, self.path, dict(self.headers), body))
            answer = server.answer
            if answer.instead:
                answer.instead(self, server.closing)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_PUT = do_GET = do_POST  # noqa: N815

        def log_message(self, *words: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        server.url = f"http://127.0.0.1:{listener.server_port}/send"
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            listener.shutdown()
            thread.join()


def hang_up(handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
    """Takes the message and closes the line without a word."""
    handler.close_connection = True


def say_nothing(handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
    """Takes the message and keeps everybody waiting."""
    closing.wait(5)
    handler.close_connection = True


def drip(handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
    """A byte now and then: each one comes in time, the answer never ends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    with contextlib.suppress(OSError):
        while not closing.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()
    handler.close_connection = True


def drip_headers(handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
    """A byte of a header now and then: the answer never begins."""
    with contextlib.suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not closing.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()
    handler.close_connection = True


@contextlib.contextmanager
def endless_handshake(every: float = 0.05) -> Iterator[str]:
    """A server that begins a record of TLS, and sends a byte of it every so many seconds."""
    closing = threading.Event()

    def serve() -> None:
        with contextlib.suppress(OSError):
            line, _address = listener.accept()
            with line:
                line.sendall(b"\x16\x03\x03\x40\x00")
                while not closing.wait(every):
                    line.sendall(b"\x00")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"https://127.0.0.1:{listener.getsockname()[1]}/send"
        finally:
            closing.set()
            thread.join()
