"""E-mail, through whatever `settings.EMAIL_BACKEND` names."""

import smtplib
from email.header import Header
from email.message import Message
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from tandem.foundation.sending.enums import Fault
from tandem.foundation.sending.types import Undelivered


class Mail(EmailMultiAlternatives):
    """A subject of long words in other signs than ASCII begins in its own line: Django leaves that line empty, and
    programs show a blank before it, or nothing."""

    def message(self, **options: Any) -> Any:
        written: Any = super().message(**options)
        subject = str(self.subject)
        del written["Subject"]
        header = Header(subject, None if subject.isascii() else "utf-8", header_name="Subject")
        Message.__setitem__(written, "Subject", header)  # Django's own would encode it once more
        return written


def send(*, key: str, to: str, subject: str, text: str, html: str = "") -> str:
    """Hand the mail to the server; return its Message-ID. Raises Undelivered.

    A line that breaks once the text is under way leaves it open whether the server took it.
    """
    reference = f"<{key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"
    headers = {"Message-ID": reference, "Auto-Submitted": "auto-generated"}
    connection = get_connection()
    try:
        _open(connection)
        _hand_over(connection, Mail(subject, text, to=[to], headers=headers), html)
    finally:
        connection.close()  # after a failed log-in, too: the line stands
    return reference


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError as error:
        raise Undelivered(Fault.REFUSED, again=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Undelivered(Fault.UNREACHABLE, again=True) from error


def _hand_over(connection: BaseEmailBackend, mail: EmailMultiAlternatives, html: str) -> None:
    if html:
        mail.attach_alternative(html, "text/html")
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(max(code for code, _words in error.recipients.values())) from error
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Undelivered(Fault.UNCLEAR, again=False) from error


def _refused(code: int) -> Undelivered:
    """RFC 5321 4.2.1: 4yz may go better later, 5yz will not."""
    return Undelivered(Fault.BUSY, again=True) if code < 500 else Undelivered(Fault.REFUSED, again=False)
