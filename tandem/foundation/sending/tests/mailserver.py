"""A mail server on this machine: TLS, log-in, and answers as a test says."""

import asyncio
import contextlib
import datetime
import email
import email.policy
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "tandem", "open sesame"
ACCEPTED = "250 OK"


class Handler:
    """Says `on_rcpt` and `on_data`; without an answer it hangs up. Keeps what it accepted."""

    def __init__(self) -> None:
        self.on_rcpt: str = ACCEPTED
        self.on_data: str | None = ACCEPTED
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.protected: list[bool] = []
        self.server: Any = None

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.on_rcpt == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return self.on_rcpt

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.on_data is None:
            server.transport.abort()
            return ACCEPTED
        if self.on_data == ACCEPTED:
            self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
            self.raw.append(bytes(envelope.content or b""))
            self.protected.append(session.ssl is not None)
        return self.on_data


def certificate(folder: Path) -> Path:
    """A certificate with its key for 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(tz=datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return path


@contextlib.contextmanager
def running(chain: Path) -> Iterator[tuple[Handler, int]]:
    """A server that asks for STARTTLS and then for user and password; what it is told, and its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    handler = Handler()
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=_free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=_knows,
    )
    controller.start()
    try:
        yield handler, controller.port
    finally:
        # Lines that are just being closed: the loop would be stopped under them.
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.1), controller.loop).result()
        controller.stop()


def _knows(server: Any, session: Session, envelope: Envelope, mechanism: str, auth_data: Any) -> AuthResult:
    known = isinstance(auth_data, LoginPassword) and auth_data == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=known)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
