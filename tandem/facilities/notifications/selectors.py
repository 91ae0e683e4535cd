"""Questions about messages. All but one take an opened file: her own, or one that a mandate opens for messages."""

from collections.abc import Iterable

from django.db.models import Count, Prefetch

from tandem.facilities.notifications.enums import DeliveryState, MessageState
from tandem.facilities.notifications.models import Delivery, Message, MessageQuerySet
from tandem.facilities.notifications.types import MessageLine, MessageText, Step
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people.enums import Channel
from tandem.identity.people.selectors import at_a_glance


def count(file: Acting) -> int:
    """How many messages the opened file holds."""
    return Message.objects.of(file.file(Purpose.MESSAGES)).count()


def unread(file: Acting) -> int:
    """How many of them the person has not read on her pages."""
    person_id = file.file(Purpose.MESSAGES)
    return at_a_glance(file).number(UNREAD) if file.is_own_file else all_unread().of(person_id).count()


# At a glance (`people.selectors`).
UNREAD = "notifications.unread"


def all_unread() -> MessageQuerySet:
    return Message.objects.all().unread()


def unread_by_person(person_ids: Iterable[int]) -> dict[int, int]:
    """How many unread messages each of these persons has, those with none left out; one query.

    For the house's own use: a count opens no file. Whoever shows it asks first whose messages may be read.
    """
    rows = Message.objects.filter(person_id__in=list(person_ids)).unread().order_by()
    return dict(rows.values_list("person_id").annotate(number=Count("pk")))


def messages(file: Acting, *, start: int, stop: int) -> list[MessageLine]:
    """Those from `start` to before `stop`, the newest first; one query."""
    rows = Message.objects.of(file.file(Purpose.MESSAGES)).order_by("-created_at", "-pk")
    return [
        MessageLine(message_id=row.pk, subject=row.subject, created_at=row.created_at, is_read=row.read_at is not None)
        for row in rows.only("subject", "created_at", "read_at")[start:stop]
    ]


def message(file: Acting, message_id: int) -> MessageText:
    """One message with what carried it. Raises Hidden for a missing one and for somebody else's."""
    rows = Message.objects.of(file.file(Purpose.MESSAGES)).filter(pk=message_id)
    row = rows.prefetch_related(Prefetch("deliveries", Delivery.objects.order_by("pk"))).order_by("pk").first()
    if row is None:
        raise Hidden
    return MessageText(
        message_id=row.pk,
        subject=row.subject,
        paragraphs=tuple(row.body.split("\n\n")),
        language=row.language,
        button=row.button,
        link=row.link,
        created_at=row.created_at,
        state=MessageState(row.state),
        steps=tuple(_step(delivery) for delivery in row.deliveries.all()),
    )


def carries_a_message(outgoing_id: int) -> bool:
    """Whether something that left the house is one of our messages; for the house's own use."""
    return Delivery.objects.filter(outgoing_id=outgoing_id).exists()


def _step(delivery: Delivery) -> Step:
    return Step(
        channel=Channel(delivery.channel),
        state=DeliveryState(delivery.state),
        at=delivery.settled_at or delivery.began_at,
    )
