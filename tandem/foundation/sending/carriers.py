"""Which carrier takes which kind of message."""

import dataclasses
import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from tandem.foundation import secrets
from tandem.foundation.sending.enums import Kind
from tandem.foundation.sending.gateways import mail
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.types import Letter, LetterPrinter, Sms, SmsGateway


@dataclasses.dataclass(frozen=True, slots=True)
class Carried:
    """A carrier took it. `reports`: it will tell when the message has arrived."""

    reference: str
    reports: bool


def sms_gateway() -> SmsGateway:
    gateway: SmsGateway = import_string(settings.SMS_GATEWAY)()
    return gateway


def letter_printer() -> LetterPrinter:
    printer: LetterPrinter = import_string(settings.LETTER_PRINTER)()
    return printer


def carry(outgoing: Outgoing, *, now: datetime.datetime) -> Carried:
    """Hand the message to its carrier. Raises Undelivered."""
    key = str(outgoing.key)
    if outgoing.kind == Kind.SMS:
        gateway = sms_gateway()
        return Carried(gateway.send(Sms(key, outgoing.recipient, outgoing.body)), gateway.reports)
    if outgoing.kind == Kind.MAIL:
        return Carried(
            mail.send(
                key=key, to=outgoing.recipient, subject=outgoing.subject, text=outgoing.body, html=outgoing.html
            ),
            reports=False,
        )
    with outgoing.attachment.open("rb") as file:
        pdf = secrets.decrypt_bytes(file.read())
    return Carried(letter_printer().print(Letter(key, outgoing.recipient, pdf, now)), reports=False)
