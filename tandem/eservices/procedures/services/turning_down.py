"""Whoever waits for a document says that what was handed in is not it."""

import datetime
import functools

from django.urls import reverse

from tandem.eservices.procedures import registry
from tandem.eservices.procedures.deadlines import full_name, neutral_title
from tandem.eservices.procedures.locking import filing_in_turn
from tandem.eservices.procedures.models import HandedIn, TurnedDown
from tandem.eservices.procedures.refusals import (
    FilingReplaced,
    NothingToTurnDown,
    ReasonForTurningDownMissing,
)
from tandem.facilities.deadlines import services as deadlines
from tandem.facilities.deadlines.types import Wording
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting


def turn_down(
    acting: Acting,
    *,
    filing_id: int,
    kind: str,
    about: str,
    reason: str,
    document: Wording,
    by: datetime.date,
    now: datetime.datetime,
) -> int:
    """Say of all that was handed in to a filing for `kind` and `about`, and still counts, that it is not the paper.

    It stays where it is, with its receipt, and counts as missing again; the person is told why, and by when (`by`)
    the right one is wanted. `document` is what it is called, asked for in her language. Called in the transaction of
    the desk's own verb, which writes the ledger. Returns how many it were. Raises ReasonForTurningDownMissing,
    NothingToTurnDown, FilingReplaced, Hidden.
    """
    filing = filing_in_turn(acting, filing_id)
    if filing.purpose != acting.purpose or acting.user_id is None:
        raise Hidden
    if hasattr(filing, "withdrawal") or hasattr(filing, "corrected_by"):
        raise FilingReplaced
    if not reason.strip():
        raise ReasonForTurningDownMissing
    rows = HandedIn.objects.filter(filing=filing, asked__kind=kind, asked__about=about, turned_down=None)
    found = list(rows.order_by("pk"))
    if not found:
        raise NothingToTurnDown
    TurnedDown.objects.bulk_create(
        TurnedDown(
            handed_in=row,
            filing=filing,
            reason=reason.strip()[:500],
            turned_down_at=now,
            turned_down_by_id=acting.user_id,
        )
        for row in found
    )
    deadlines.tell_turned_down(
        acting,
        person_id=filing.person_id,
        about=f"turned down {found[-1].pk}",
        title=functools.partial(neutral_title, filing.subject),
        name=functools.partial(full_name, registry.get(filing.key, filing.version), filing.subject),
        document=document,
        reason=reason.strip()[:500],
        due_on=by,
        link=reverse("procedures:filing", args=[filing.receipt.number]),
        now=now,
    )
    return len(found)
