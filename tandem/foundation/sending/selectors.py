from django.db.models import Count

from tandem.foundation.sending import outbox
from tandem.foundation.sending.enums import Fault, Kind, State
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.types import Delivery, Unsettled


def state_of(outgoing_id: int) -> Delivery | None:
    """How far the message is; None for one that was never written, or sent so long ago that it is forgotten."""
    outgoing = Outgoing.objects.sealed().filter(pk=outgoing_id).first()
    return _delivery(outgoing) if outgoing else None


def count_by_kind_and_state() -> dict[tuple[str, str], int]:
    """How many messages of the last 30 days are how far: {("sms", "failed"): 2}."""
    rows = Outgoing.objects.values_list("kind", "state").order_by("kind", "state").annotate(number=Count("pk"))
    return {(kind, state): number for kind, state, number in rows}


def failed_by_topic() -> dict[tuple[str, str, str], int]:
    """How many messages failed and can still be sent again: {("sms", "accounts.news", "unreachable"): 3}."""
    rows = Outgoing.objects.filter(state=State.FAILED).exclude(recipient="").values_list("kind", "topic", "fault")
    counted = rows.order_by("kind", "topic", "fault").annotate(number=Count("pk"))
    return {(kind, topic, fault): number for kind, topic, fault, number in counted}


def unsettled(limit: int) -> list[Unsettled]:
    """The newest messages that wait or failed, without their content; SMS first, then mails."""
    rows = (
        Outgoing.objects.sealed()
        .filter(state__in=[State.QUEUED, State.FAILED])
        .order_by("-kind", "-created_at", "-pk")
    )
    return [
        Unsettled(
            id=row.pk,
            kind=Kind(row.kind),
            created_at=row.created_at,
            next_attempt_at=row.next_attempt_at,
            delivery=_delivery(row),
        )
        for row in rows[:limit]
    ]


def text_of(outgoing_id: int) -> str:
    """What a message says as long as it is kept; empty afterwards. For a demo, which is its own recipient."""
    return Outgoing.objects.filter(pk=outgoing_id).values_list("body", flat=True).first() or ""


def carried(kind: Kind, limit: int) -> list[outbox.Carried]:
    """The newest messages that a demo's folders hold, as they would have arrived."""
    return outbox.newest(kind, limit)


def letter(key: str) -> bytes | None:
    """The PDF of a letter in a demo's folder; None when no letter has this key."""
    path = outbox.letter(key)
    return path.read_bytes() if path else None


def refuses_sms() -> bool:
    """Whether a demo lets SMS fail at present."""
    return outbox.refuses_sms()


def _delivery(outgoing: Outgoing) -> Delivery:
    return Delivery(
        state=State(outgoing.state),
        fault=Fault(outgoing.fault) if outgoing.fault else None,
        may_retry=outgoing.state == State.FAILED and outgoing.has_content,
    )
