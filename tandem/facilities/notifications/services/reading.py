import datetime
import functools

from django.db import transaction

from tandem.facilities.notifications.enums import DeliveryState, MessageState
from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.signals import message_read
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people.enums import Channel


@transaction.atomic
def note_read(acting: Acting, *, message_id: int, now: datetime.datetime) -> None:
    """She has read it on her own pages: no other channel need carry it. Whoever reads for her changes nothing."""
    person_id = acting.file(Purpose.MESSAGES)
    if not acting.is_own_file:
        return
    message = Message.objects.of(person_id).unread().select_for_update().filter(pk=message_id).order_by("pk").first()
    if message is None:
        return
    message.read_at, message.state, message.next_at = now, MessageState.TOLD, None
    message.save(update_fields=["read_at", "state", "next_at"])
    message.deliveries.filter(channel=Channel.SCREEN).update(state=DeliveryState.ARRIVED, settled_at=now)
    announce = functools.partial(
        message_read.send_robust,
        sender=None,
        message_id=message.pk,
        person_id=person_id,
        presence=acting.presence,
        at=now,
    )
    transaction.on_commit(announce, robust=True)
