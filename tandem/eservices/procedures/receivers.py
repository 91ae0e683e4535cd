"""What follows from a filing, outside its transaction."""

import datetime
import functools
from typing import Any

from django.db import transaction
from django.urls import reverse

from tandem.eservices.procedures import registry
from tandem.eservices.procedures.deadlines import ARTICLE, full_name, neutral_title
from tandem.eservices.procedures.models import Filing
from tandem.facilities.deadlines import services
from tandem.foundation import clock
from tandem.identity.access.types import system


def tell_received(sender: object, *, filing_id: int, **_later: Any) -> None:
    """The person learns that it is there, on her own channel: also of what somebody else filed for her."""
    _tell(Filing.objects.select_related("receipt").get(pk=filing_id), now=clock.now())


@transaction.atomic
def _tell(filing: Filing, *, now: datetime.datetime) -> None:
    procedure = registry.get(filing.key, filing.version)
    services.tell_received(
        system(ARTICLE),
        person_id=filing.person_id,
        about=f"filing {filing.pk}",
        title=functools.partial(neutral_title, filing.subject),
        name=functools.partial(full_name, procedure, filing.subject),
        number=filing.receipt.number,
        link=reverse("procedures:filing", args=[filing.receipt.number]),
        now=now,
    )
