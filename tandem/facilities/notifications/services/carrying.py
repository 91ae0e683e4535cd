"""From channel to channel until one has taken the message.

Each step is a transaction of its own that begins by locking the message: jobs may come twice, late or together.
"""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from tandem.facilities.notifications import rules
from tandem.facilities.notifications.enums import DeliveryState, Importance, MessageState, Trouble
from tandem.facilities.notifications.handing_over import hand_over
from tandem.facilities.notifications.models import Delivery, Message
from tandem.facilities.notifications.registry import kinds
from tandem.facilities.notifications.services.telling import ask_for_delivery
from tandem.foundation.sending.enums import Fault, State
from tandem.foundation.sending.selectors import state_of
from tandem.identity.access.types import Acting
from tandem.identity.people.enums import Channel
from tandem.identity.people.selectors import contact_of
from tandem.identity.people.types import Contact

# Who has a duty to inform and to remind may write.
ARTICLE = "LPGA 27 al. 1"
# A step that was lost: its job failed for good, or was never written.
LOST = datetime.timedelta(minutes=30)


@transaction.atomic
def deliver(acting: Acting, *, message_id: int, now: datetime.datetime) -> None:
    """Hand the message to the next channel; nothing while one carries it, and once somebody has taken it."""
    message = _locked(message_id)
    if message is None or (message.next_at is not None and message.next_at > now):
        return
    tried = list(message.deliveries.order_by("pk"))
    if any(_carries(delivery) for delivery in tried):
        return
    message.next_at = None
    contact = contact_of(message.person_id)
    for channel in _route(message, contact, tried):
        delivery = hand_over(message, channel, contact, now=now)
        tried.append(delivery)
        if delivery.channel == Channel.SCREEN:
            if _waits_on_screen(message, now):
                return
        elif delivery.state != DeliveryState.FAILED:
            message.save(update_fields=["next_at"])
            return
    # Nothing is left. What stands on her pages is not lost.
    on_screen = any(delivery.channel == Channel.SCREEN for delivery in tried)
    _settle(message, MessageState.TOLD if on_screen else MessageState.FAILED)


@transaction.atomic
def follow(acting: Acting, *, outgoing_id: int, now: datetime.datetime) -> None:
    """Note how a channel did; when it failed, go on to the next one."""
    message_id = Delivery.objects.filter(outgoing_id=outgoing_id).values_list("message_id", flat=True).first()
    how = state_of(outgoing_id)
    if message_id is None or how is None:
        return
    message = Message.objects.select_for_update().get(pk=message_id)
    delivery = message.deliveries.get(outgoing_id=outgoing_id)
    if how.state is State.QUEUED:
        return
    if how.state is State.FAILED:
        trouble = Trouble.UNCLEAR if how.fault is Fault.UNCLEAR else Trouble.NOT_SENT
        _note(delivery, DeliveryState.FAILED, now, trouble)
        # It failed after it had been taken: a mail that came back, an SMS that the network dropped.
        if message.state == MessageState.TOLD and message.read_at is None and not _others_took_it(delivery):
            message.state = MessageState.UNDER_WAY
            message.save(update_fields=["state"])
        ask_for_delivery(message.pk)
        return
    _note(delivery, DeliveryState.ARRIVED if how.state is State.DELIVERED else DeliveryState.SENT, now)
    _settle(message, MessageState.TOLD)


@transaction.atomic
def go_on(acting: Acting, *, now: datetime.datetime) -> None:
    """Ask for the next step of what waited unread long enough, and of steps that were lost."""
    due = Message.objects.filter(next_at__lte=now).order_by("pk").values_list("pk", flat=True)
    carried = Delivery.objects.filter(message=OuterRef("pk"), state=DeliveryState.WAITING).exclude(
        channel=Channel.SCREEN
    )
    lost = Message.objects.filter(~Exists(carried), state=MessageState.UNDER_WAY, next_at=None).filter(
        created_at__lt=now - LOST
    )
    for pk in [*due, *lost.order_by("pk").values_list("pk", flat=True)]:
        ask_for_delivery(pk)


def _locked(message_id: int) -> Message | None:
    rows = Message.objects.select_for_update().filter(pk=message_id, state=MessageState.UNDER_WAY)
    return rows.order_by("pk").first()


def _carries(delivery: Delivery) -> bool:
    return delivery.channel != Channel.SCREEN and delivery.state != DeliveryState.FAILED


def _route(message: Message, contact: Contact, tried: list[Delivery]) -> list[Channel]:
    declared = kinds.get(message.kind)
    return rules.route(
        contact.channels,
        allowed=declared.channels if declared else frozenset(Channel),
        tried={Channel(delivery.channel) for delivery in tried},
        importance=Importance(message.importance),
        has_address=bool(contact.address),
    )


def _waits_on_screen(message: Message, now: datetime.datetime) -> bool:
    """Whether she gets time to read it on her pages before the next channel carries it."""
    patience = rules.patience(Importance(message.importance))
    if patience is None:
        _settle(message, MessageState.TOLD)
        return True
    if not patience:
        return False
    message.next_at = now + patience
    message.save(update_fields=["next_at"])
    return True


def _others_took_it(delivery: Delivery) -> bool:
    others = delivery.message.deliveries.exclude(pk=delivery.pk)
    return others.filter(state__in=[DeliveryState.SENT, DeliveryState.ARRIVED]).exists()


def _note(delivery: Delivery, state: DeliveryState, now: datetime.datetime, trouble: Trouble | None = None) -> None:
    delivery.state, delivery.trouble, delivery.settled_at = state, trouble or "", now
    delivery.save(update_fields=["state", "trouble", "settled_at"])


def _settle(message: Message, state: MessageState) -> None:
    message.state, message.next_at = state, None
    message.save(update_fields=["state", "next_at"])
