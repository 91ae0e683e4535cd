from django.db.models import Count

from tandem.foundation.sending.enums import Fault, State
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.types import Delivery


def state_of(outgoing_id: int) -> Delivery | None:
    """How far the message is; None for one that was never written, or sent so long ago that it is forgotten."""
    outgoing = Outgoing.objects.sealed().filter(pk=outgoing_id).first()
    if outgoing is None:
        return None
    return Delivery(
        state=State(outgoing.state),
        fault=Fault(outgoing.fault) if outgoing.fault else None,
        may_retry=outgoing.state == State.FAILED and outgoing.has_content,
    )


def count_by_kind_and_state() -> dict[tuple[str, str], int]:
    """How many messages of the last 30 days are how far: {("sms", "failed"): 2}."""
    rows = Outgoing.objects.values_list("kind", "state").order_by("kind", "state").annotate(number=Count("pk"))
    return {(kind, state): number for kind, state, number in rows}
