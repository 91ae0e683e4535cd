"""Messages in the person's own copy of her data, and in an erasure."""

from typing import Any

from django.db.models import Prefetch

from tandem.facilities.notifications.models import Delivery, Message


def export(person_id: int) -> list[dict[str, Any]]:
    """All messages with what was sent on which channel, the oldest first."""
    rows = Message.objects.of(person_id).prefetch_related(Prefetch("deliveries", Delivery.objects.order_by("pk")))
    return [
        {
            "kind": message.kind,
            "created_at": message.created_at,
            "language": message.language,
            "subject": message.subject,
            "body": message.body,
            "receipt": message.receipt,
            "state": message.state,
            "read_at": message.read_at,
            "deliveries": [
                {
                    "channel": delivery.channel,
                    "state": delivery.state,
                    "began_at": delivery.began_at,
                    "settled_at": delivery.settled_at,
                    "text": delivery.text,
                    "sha256": delivery.fingerprint,
                }
                for delivery in message.deliveries.all()
            ],
        }
        for message in rows.order_by("created_at", "pk")
    ]


def erase(person_id: int) -> int:
    """They were for her alone; what they announced is kept where it happened."""
    return Message.objects.of(person_id).delete()[0]
