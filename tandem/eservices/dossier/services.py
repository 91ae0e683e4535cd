"""Send papers of the dossier to the office, to the fund, or to both."""

import datetime
import uuid
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.eservices.dossier.enums import Recipient
from tandem.eservices.dossier.models import SentVersion, Transmission
from tandem.eservices.dossier.types import PAPER, OnPaper, Settles
from tandem.eservices.procedures.services import hand_in
from tandem.facilities.documents.selectors import version
from tandem.facilities.documents.types import VersionFacts
from tandem.facilities.receipts.services import issue_receipt
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.selectors import as_it_was_read
from tandem.identity.access.services import record, require_reason, require_signature
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
    settles: Collection[Settles] = (),
) -> list[Transmission]:
    """Hand the versions over to each recipient, with a receipt for each. The same paper may be sent again.

    `settles` says which of them is what a filed form of hers still waits for: it is handed in to that form, too, with
    a receipt that names it, so that nobody asks for it again. All or nothing. Raises NothingChosen, NobodyChosen,
    NoRecipient, StillChecked, SignatureNeeded; Hidden for a version that is not hers.
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
    if not all(paper.is_ready for paper in papers):
        raise StillChecked
    require_reason(acting)
    require_signature(acting)
    done = []
    for row in _transmit(acting, "dossier.send", [_file_facts(paper) for paper in papers], recipients, now):
        SentVersion.objects.bulk_create([SentVersion(transmission=row, version_id=paper.id) for paper in papers])
        done.append(row)
    if settles and not acting.is_own_file:
        raise Hidden
    for one in settles:
        form_file = acting.herself(person_id, one.purpose)
        hand_in(form_file, filing_id=one.filing_id, mark=one.mark, version_id=one.version_id, now=now)
    return done


@transaction.atomic
def receive_on_paper(
    acting: Acting,
    *,
    papers: Sequence[OnPaper],
    recipients: Collection[Recipient],
    received_on: datetime.date,
    now: datetime.datetime,
) -> list[Transmission]:
    """Note what lay in an envelope or was given at the desk, for office, fund or both, with a receipt for each.

    The papers themselves are with the desk: what is kept is what the person wrote that she sends, and the day of the
    postmark or the counter. `acting` is typing (`Acting.typing`). Raises NothingChosen, NobodyChosen, NoRecipient;
    Hidden for whoever sits at no desk.
    """
    if acting.capacity not in {Capacity.COUNSELLOR, Capacity.FUND_OFFICER}:
        raise Hidden
    acting.file(Purpose.DOSSIER)
    if not papers:
        raise NothingChosen
    if not recipients:
        raise NobodyChosen
    documents = [{"kind": str(paper.kind), "title": paper.title, "pages": paper.pages} for paper in papers]
    return _transmit(acting, "dossier.receive_on_paper", documents, recipients, now, received_on=received_on)


def _transmit(
    acting: Acting,
    verb: str,
    documents: Sequence[Mapping[str, object]],
    recipients: Collection[Recipient],
    now: datetime.datetime,
    *,
    received_on: datetime.date | None = None,
) -> list[Transmission]:
    person_id, person = acting.file(Purpose.DOSSIER), person_summary(acting)
    known = {Recipient.OFFICE: person.office_id, Recipient.FUND: person.fund_id}
    if acting.user_id is None:
        raise ValueError("acting has nobody at the keyboard: somebody sends")
    done = []
    for recipient in Recipient:
        if recipient not in recipients:
            continue
        organisation_id = known[recipient]
        if organisation_id is None:
            raise NoRecipient
        payload: dict[str, object] = {
            "kind": KIND,
            "version": 1,
            "person": f"{person.given_name} {person.family_name}",
            "recipient": str(recipient),
            "organisation_id": organisation_id,
            "sent_at": now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
            "documents": list(documents),
        }
        if received_on is not None:
            payload |= {"on_paper": True, "received_on": received_on.isoformat()}
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
        record(acting, verb=verb, purpose=Purpose.DOSSIER, object_type=row._meta.label, object_id=row.pk, now=now)
        done.append(row)
    return done


def _file_facts(paper: VersionFacts) -> dict[str, object]:
    """Plain JSON; a key is never given another meaning. Who helped is not part of it."""
    return {
        "version": str(paper.id),
        "number": paper.number,
        "kind": paper.kind,
        "title": paper.title,
        "pages": paper.pages,
        "size": paper.size,
        "sha256": paper.sha256,
    }
