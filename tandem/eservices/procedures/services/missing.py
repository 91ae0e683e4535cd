"""What a person is told of documents that somebody still waits for."""

import datetime
import functools
from collections.abc import Sequence

from django.urls import reverse

from tandem.eservices.procedures import registry
from tandem.eservices.procedures.deadlines import full_name, neutral_title
from tandem.eservices.procedures.models import Filing
from tandem.facilities.deadlines import services as deadlines
from tandem.facilities.deadlines.types import Wording
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting


def tell_documents_missing(
    acting: Acting, *, filing_id: int, documents: Sequence[Wording], by: datetime.date, now: datetime.datetime
) -> int | None:
    """Tell the person of an opened file which documents of a filing are still missing, and by when they are wanted.

    `documents` are asked for in her language. Called in the transaction of the desk's own verb, which writes the
    ledger. Returns the message's number; None when she was told the same within a day. Raises Hidden.
    """
    filing = Filing.objects.of(acting.file()).select_related("receipt").filter(pk=filing_id).first()
    if filing is None or filing.purpose != acting.purpose:
        raise Hidden
    procedure = registry.get(filing.key, filing.version)
    return deadlines.tell_documents_missing(
        acting,
        person_id=filing.person_id,
        about=f"filing {filing.pk} by {by}",
        title=functools.partial(neutral_title, filing.subject),
        name=functools.partial(full_name, procedure, filing.subject),
        documents=documents,
        due_on=by,
        link=reverse("procedures:filing", args=[filing.receipt.number]),
        now=now,
    )
