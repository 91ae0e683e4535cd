"""The words with which a person learns that what was filed is there."""

import datetime
import functools
from collections.abc import Callable

from django.urls import reverse

from tandem.eservices.procedures import registry
from tandem.eservices.procedures.deadlines import full_name, neutral_title
from tandem.eservices.procedures.models import Filing
from tandem.facilities.deadlines import services as deadlines
from tandem.identity.access.types import Acting


def tell_received(acting: Acting, filing: Filing, *, now: datetime.datetime, is_news: bool = False) -> None:
    """Tell her that her form is there, with the number of its receipt. `is_news`: in the transaction that files it."""
    deadlines.tell_received(
        acting,
        person_id=filing.person_id,
        about=f"filing {filing.pk}",
        title=functools.partial(neutral_title, filing.subject),
        name=name_of(filing),
        number=filing.receipt.number,
        link=reverse("procedures:filing", args=[filing.receipt.number]),
        now=now,
        is_news=is_news,
    )


def name_of(filing: Filing) -> Callable[[], str]:
    return functools.partial(full_name, registry.get(filing.key, filing.version), filing.subject)
