"""Send papers of the dossier to the office, to the fund, or to both."""

import datetime
import uuid
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.eservices.dossier.enums import Recipient
from tandem.eservices.dossier.models import SentVersion, Transmission
from tandem.eservices.dossier.types import PAPER
from tandem.facilities.documents.selectors import version
from tandem.facilities.documents.types import VersionFacts
from tandem.facilities.receipts.services import issue_receipt
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.selectors import as_it_was_read
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary

KIND = "dossier.transmission"


class NothingChosen(Refusal):
    message = _("Select at least one document. Nothing has been sent yet.")


class NobodyChosen(Refusal):
    message = _("Select to whom the documents go. Nothing has been sent yet.")


class NoRecipient(Refusal):
    message = _("We do not know your office or your fund yet. Your documents are safe here; nothing was sent.")


class StillChecked(Refusal):
    message = _("A document is still being checked for viruses. Nothing was sent. Try again in a few minutes.")


@transaction.atomic
def send(
    acting: Acting,
    *,
    version_ids: Sequence[uuid.UUID],
    recipients: Collection[Recipient],
    now: datetime.datetime,
) -> list[Transmission]:
    """Hand the versions over to each recipient, with a receipt for each. The same paper may be sent again.

    Raises NothingChosen, NobodyChosen, NoRecipient, StillChecked; Hidden for a version that is not hers.
    """
    if acting.capacity not in {Capacity.SELF, Capacity.HELPER}:
        raise Hidden
    person_id = acting.file(Purpose.DOSSIER)
    if not version_ids:
        raise NothingChosen
    if not recipients:
        raise NobodyChosen
    papers = [version(acting, version_id) for version_id in dict.fromkeys(version_ids)]
    acting = as_it_was_read(acting, PAPER, *(str(paper.id) for paper in papers))
    if acting.user_id is None:
        raise ValueError("acting has nobody at the keyboard: somebody sends")
    if not all(paper.is_ready for paper in papers):
        raise StillChecked
    person = person_summary(acting)
    known = {Recipient.OFFICE: person.office_id, Recipient.FUND: person.fund_id}
    done = []
    for recipient in Recipient:
        if recipient not in recipients:
            continue
        organisation_id = known[recipient]
        if organisation_id is None:
            raise NoRecipient
        payload = _payload(papers, f"{person.given_name} {person.family_name}", recipient, organisation_id, now)
        row = Transmission.objects.create(
            person_id=person_id,
            recipient=recipient,
            organisation_id=organisation_id,
            sent_at=now,
            sent_by_id=acting.user_id,
            presence=acting.presence,
            payload=payload,
            receipt=issue_receipt(acting, kind=KIND, payload=payload, now=now),
        )
        SentVersion.objects.bulk_create([SentVersion(transmission=row, version_id=paper.id) for paper in papers])
        record(
            acting,
            verb="dossier.send",
            purpose=Purpose.DOSSIER,
            object_type=row._meta.label,
            object_id=row.pk,
            now=now,
        )
        done.append(row)
    return done


def _payload(
    papers: Sequence[VersionFacts], name: str, recipient: Recipient, organisation_id: int, now: datetime.datetime
) -> dict[str, object]:
    """Plain JSON; a key is never given another meaning. Who helped is not part of it."""
    return {
        "kind": KIND,
        "version": 1,
        "person": name,
        "recipient": str(recipient),
        "organisation_id": organisation_id,
        "sent_at": now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        "documents": [
            {
                "version": str(paper.id),
                "number": paper.number,
                "kind": paper.kind,
                "title": paper.title,
                "pages": paper.pages,
                "size": paper.size,
                "sha256": paper.sha256,
            }
            for paper in papers
        ],
    }
