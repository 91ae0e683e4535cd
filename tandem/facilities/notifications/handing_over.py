"""One channel at a time: write the face of the message that it carries, hand it over, keep what was sent."""

import datetime
import hashlib

from django.utils.translation import override

from tandem.facilities.notifications import faces
from tandem.facilities.notifications.enums import DeliveryState, Trouble
from tandem.facilities.notifications.models import Delivery, Message
from tandem.foundation.sending.services import UnusableRecipient, send_letter, send_mail, send_sms
from tandem.identity.mandates.selectors import messengers
from tandem.identity.people.enums import Channel
from tandem.identity.people.types import Contact

TOPIC = "notifications.message"


def hand_over(message: Message, channel: Channel, contact: Contact, *, now: datetime.datetime) -> Delivery:
    """Give the message to a channel, in the language in which it was written; returns how far it got there."""
    delivery = Delivery(message=message, channel=channel, state=DeliveryState.WAITING, began_at=now)
    with override(message.language):
        try:
            _SENDERS[channel](delivery, contact, now)
        except UnusableRecipient:
            _fail(delivery, Trouble.UNUSABLE, now)
    delivery.save()
    return delivery


def _on_screen(delivery: Delivery, contact: Contact, now: datetime.datetime) -> None:
    """It stands there already: she has to look."""


def _by_mail(delivery: Delivery, contact: Contact, now: datetime.datetime) -> None:
    message, paragraphs = delivery.message, delivery.message.body.split("\n\n")
    delivery.text = faces.mail_text(contact.name, paragraphs, message.receipt)
    page = faces.mail_page(contact.name, message.subject, paragraphs, message.receipt, language=message.language)
    delivery.fingerprint = hashlib.sha256(page.encode()).hexdigest()
    delivery.outgoing_id = send_mail(
        to=contact.email, subject=message.subject, text=delivery.text, html=page, topic=TOPIC, now=now
    )


def _by_sms(delivery: Delivery, contact: Contact, now: datetime.datetime) -> None:
    delivery.text = faces.sms(delivery.message.short)
    delivery.outgoing_id = send_sms(to=contact.phone, text=delivery.text, topic=TOPIC, now=now)


def _by_letter(delivery: Delivery, contact: Contact, now: datetime.datetime) -> None:
    if not contact.address:
        _fail(delivery, Trouble.UNUSABLE, now)
        return
    message = delivery.message
    pdf = faces.letter(contact, message.subject, message.body.split("\n\n"), message.receipt, made_at=now)
    delivery.text = "\n\n".join([*contact.address, message.subject, message.body, message.receipt]).strip()
    delivery.fingerprint = hashlib.sha256(pdf).hexdigest()
    delivery.outgoing_id = send_letter(address="\n".join(contact.address), pdf=pdf, topic=TOPIC, now=now)


def _through_helper(delivery: Delivery, contact: Contact, now: datetime.datetime) -> None:
    """The helper learns that something waits, not what: she reads it on the person's page, and that is noted."""
    found = next(iter(messengers(delivery.message.person_id, now=now)), None)
    if found is None:
        _fail(delivery, Trouble.NO_HELPER, now)
        return
    with override(found.language):
        subject, delivery.text = faces.helper_mail(found.mandate_id)
        delivery.outgoing_id = send_mail(to=found.email, subject=subject, text=delivery.text, topic=TOPIC, now=now)


def _fail(delivery: Delivery, trouble: Trouble, now: datetime.datetime) -> None:
    delivery.state, delivery.trouble, delivery.settled_at = DeliveryState.FAILED, trouble, now


_SENDERS = {
    Channel.SCREEN: _on_screen,
    Channel.EMAIL: _by_mail,
    Channel.SMS: _by_sms,
    Channel.LETTER: _by_letter,
    Channel.VIA_HELPER: _through_helper,
}
