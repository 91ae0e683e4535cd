"""What the mail server's answers mean."""

import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend

from tandem.foundation.sending.enums import Fault
from tandem.foundation.sending.gateways import mail as gateway
from tandem.foundation.sending.types import Undelivered

pytestmark = pytest.mark.without_database

MAIL = {
    "key": "6f1f4c3e-7a53-4a52-9a51-5a4d5a2f2d10",
    "to": "mila@example.ch",
    "subject": "Ihr Code",
    "text": "Ihr Code: 482913",
}


class Server(EmailBackend):
    """Fails where the test says."""

    on_open: Exception | None = None
    on_send: Exception | None = None

    def open(self):
        if self.on_open:
            raise self.on_open

    def send_messages(self, messages):
        if self.on_send:
            raise self.on_send
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    settings.DEFAULT_FROM_EMAIL = "Tandem <tandem@example.ch>"

    def fails(**moments):
        for moment, error in moments.items():
            monkeypatch.setattr(Server, moment, error)

    return fails


def refused(code):
    return smtplib.SMTPRecipientsRefused({"mila@example.ch": (code, b"no")})


class TestSend:
    def test_carries_the_same_number_at_each_attempt_and_says_that_a_machine_wrote_it(self, server, mailoutbox):
        references = {gateway.send(**MAIL), gateway.send(**MAIL)}

        assert references == {f"<{MAIL['key']}@example.ch>"}
        headers = [message.message() for message in mailoutbox]
        assert {header["Message-ID"] for header in headers} == references
        assert {header["Auto-Submitted"] for header in headers} == {"auto-generated"}

    @pytest.mark.parametrize(
        ("moments", "fault", "again"),
        [
            ({"on_open": ConnectionRefusedError()}, Fault.UNREACHABLE, True),
            ({"on_open": TimeoutError()}, Fault.UNREACHABLE, True),
            ({"on_open": smtplib.SMTPAuthenticationError(535, b"no")}, Fault.REFUSED, True),
            ({"on_send": refused(550)}, Fault.REFUSED, False),
            ({"on_send": refused(450)}, Fault.BUSY, True),
            ({"on_send": smtplib.SMTPDataError(554, b"no")}, Fault.REFUSED, False),
            ({"on_send": smtplib.SMTPDataError(451, b"later")}, Fault.BUSY, True),
            ({"on_send": smtplib.SMTPServerDisconnected()}, Fault.UNCLEAR, False),
            ({"on_send": TimeoutError()}, Fault.UNCLEAR, False),
        ],
    )
    def test_repeats_only_what_certainly_did_not_leave(self, server, moments, fault, again):
        server(**moments)

        with pytest.raises(Undelivered) as raised:
            gateway.send(**MAIL)

        assert (raised.value.fault, raised.value.again) == (fault, again)
