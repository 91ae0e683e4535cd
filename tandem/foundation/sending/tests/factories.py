import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from tandem.foundation import clock, secrets
from tandem.foundation.sending.enums import Fault, Kind, State
from tandem.foundation.sending.models import Outgoing

PDF = b"%PDF-1.7\n%%EOF\n"


class OutgoingFactory(DjangoModelFactory):
    class Meta:
        model = Outgoing

    class Params:
        mail = factory.Trait(
            kind=Kind.MAIL, recipient="mila.arnold@example.ch", subject="Your code", body="Your code is 482913."
        )
        letter = factory.Trait(
            kind=Kind.LETTER,
            recipient="Mila Arnold\nDorfstrasse 3\n3000 Bern",
            body="",
            attachment=factory.LazyFunction(lambda: ContentFile(secrets.encrypt_bytes(PDF), name="letter.pdf.sealed")),
        )
        sent = factory.Trait(state=State.SENT, next_attempt_at=None, sent_at=factory.SelfAttribute("created_at"))
        failed = factory.Trait(state=State.FAILED, next_attempt_at=None, fault=Fault.REFUSED)

    kind = Kind.SMS
    topic = "accounts.code"
    recipient = "+41791234567"
    body = "Your code is 482913."
    created_at = factory.LazyFunction(clock.now)
    next_attempt_at = factory.SelfAttribute("created_at")
