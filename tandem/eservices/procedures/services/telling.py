"""The person learns that something is there, on her own channel: also of what somebody else filed for her."""

import datetime
import functools

from django.db import transaction
from django.urls import reverse

from tandem.eservices.procedures import telling
from tandem.eservices.procedures.deadlines import neutral_title
from tandem.eservices.procedures.models import Filing, HandedIn
from tandem.facilities.deadlines import services as deadlines
from tandem.identity.access.types import Acting


@transaction.atomic
def tell_received(acting: Acting, *, filing_id: int, now: datetime.datetime) -> None:
    """Tell her that her form is there, with the number of its receipt; once, however often the job comes."""
    telling.tell_received(acting, Filing.objects.select_related("receipt").get(pk=filing_id), now=now)


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
        name=telling.name_of(row.filing),
        number=row.receipt.number,
        link=reverse("procedures:handed_in", args=[row.receipt.number]),
        now=now,
    )
