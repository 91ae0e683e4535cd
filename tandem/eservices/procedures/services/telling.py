"""The person learns that something is there, on her own channel: also of what somebody else filed for her."""

import datetime
import functools
from collections.abc import Callable

from django.db import transaction
from django.urls import reverse

from tandem.eservices.procedures import registry
from tandem.eservices.procedures.deadlines import full_name, neutral_title
from tandem.eservices.procedures.models import Filing, HandedIn
from tandem.facilities.deadlines import services as deadlines
from tandem.identity.access.types import Acting


@transaction.atomic
def tell_received(acting: Acting, *, filing_id: int, now: datetime.datetime) -> None:
    """Tell her that her form is there, with the number of its receipt; once, however often the job comes."""
    filing = Filing.objects.select_related("receipt").get(pk=filing_id)
    deadlines.tell_received(
        acting,
        person_id=filing.person_id,
        about=f"filing {filing.pk}",
        title=functools.partial(neutral_title, filing.subject),
        name=_name(filing),
        number=filing.receipt.number,
        link=reverse("procedures:filing", args=[filing.receipt.number]),
        now=now,
    )


@transaction.atomic
def tell_handed_in(acting: Acting, *, handed_in_id: int, now: datetime.datetime) -> None:
    """Tell her that a document which came after its form is there, with the number of its own receipt."""
    row = HandedIn.objects.select_related("filing", "asked", "receipt").get(pk=handed_in_id)
    if row.receipt is None:
        return
    deadlines.tell_received(
        acting,
        person_id=row.filing.person_id,
        about=f"document {row.pk}",
        title=functools.partial(neutral_title, row.filing.subject),
        name=_name(row.filing),
        number=row.receipt.number,
        link=reverse("procedures:handed_in", args=[row.receipt.number]),
        now=now,
    )


def _name(filing: Filing) -> Callable[[], str]:
    return functools.partial(full_name, registry.get(filing.key, filing.version), filing.subject)
