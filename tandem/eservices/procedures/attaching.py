"""Documents of a form: put to a draft, taken away again, handed in to what was filed.

Reading a file takes seconds: it is done before the draft is locked, so that nobody who writes in it waits.
"""

import contextlib
import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from tandem.eservices.procedures import papers
from tandem.eservices.procedures.locking import locked, locked_filing, note
from tandem.eservices.procedures.models import AskedDocument, Attachment, Draft, Filing, HandedIn
from tandem.eservices.procedures.payload import ENGINE
from tandem.eservices.procedures.refusals import FilingReplaced, NotAskedFor, TurnedDownBefore
from tandem.eservices.procedures.sheet import load
from tandem.eservices.procedures.types import DocumentAsked, Procedure
from tandem.eservices.procedures.wording import ATTACH, DETACH, HAND_IN
from tandem.facilities.documents import services as documents
from tandem.facilities.documents.selectors import area, version, whose
from tandem.facilities.documents.types import Upload, VersionFacts
from tandem.facilities.receipts.services import issue_receipt
from tandem.foundation.queue import enqueue_on_commit
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.services import record, require_reason, require_signature
from tandem.identity.access.types import Acting


def attach(
    acting: Acting,
    *,
    draft_id: int,
    mark: str,
    now: datetime.datetime,
    uploads: Sequence[Upload] = (),
    version_id: uuid.UUID | None = None,
    whole: bool = False,
) -> Attachment:
    """Put a document to what the answers of a draft ask for (`DocumentAsked.mark`).

    New files become one document of the form's area of the file; `version_id` names one that the person keeps
    already. Raises NotAskedFor, AlreadyFiled, Hidden, and what `documents.services.add` raises.
    """
    with transaction.atomic():
        asked_for = _asked_in_draft(acting, draft_id, mark, now)[2]
    kept = _kept(acting, asked_for.kind, uploads=uploads, version_id=version_id, whole=whole, now=now)
    with _undone_if_refused(acting, kept if version_id is None else None, now), transaction.atomic():
        draft, procedure, asked = _asked_in_draft(acting, draft_id, mark, now)
        row, is_new = Attachment.objects.get_or_create(
            draft=draft,
            kind=asked.kind,
            about=asked.about,
            version_id=kept.id,
            defaults={
                "added_at": now,
                "added_by_id": acting.user_id,
                "capacity": acting.capacity,
                "presence": acting.presence,
            },
        )
        # Her own hand in her own form leaves its trace in the form, somebody else's in the ledger as well.
        if is_new and not acting.is_own_file:
            note(acting, ATTACH, procedure, draft, now)
        return row


@transaction.atomic
def detach(acting: Acting, *, draft_id: int, attachment_id: int, now: datetime.datetime) -> None:
    """Take a document from a draft. What was uploaded for it and serves nothing else is deleted.

    Raises AlreadyFiled, Hidden; a document that is gone already is no error.
    """
    draft, procedure = locked(acting, draft_id, DETACH)
    row = draft.attachments.select_related("version__document").filter(pk=attachment_id).first()
    if row is None:
        return
    row.delete()
    if not acting.is_own_file:
        note(acting, DETACH, procedure, draft, now)
    if whose(row.version_id)[1] is area(acting) and not _serves(row.version_id):
        with contextlib.suppress(Hidden):
            documents.remove(acting, document_id=row.version.document_id, now=now)


def hand_in(
    acting: Acting,
    *,
    filing_id: int,
    mark: str,
    now: datetime.datetime,
    uploads: Sequence[Upload] = (),
    version_id: uuid.UUID | None = None,
    whole: bool = False,
) -> HandedIn:
    """Hand in a document to what was filed. It gets a receipt of its own; the filing stays as it is.

    Raises FilingReplaced, TurnedDownBefore, Hidden, ReasonNeeded, SignatureNeeded, and what `documents.services.add`
    raises.
    """
    with transaction.atomic():
        asked_for = _asked_in_filing(acting, filing_id, mark)[1]
        require_reason(acting)
        require_signature(acting)
    kept = _kept(acting, asked_for.kind, uploads=uploads, version_id=version_id, whole=whole, now=now)
    with _undone_if_refused(acting, kept if version_id is None else None, now), transaction.atomic():
        filing, asked = _asked_in_filing(acting, filing_id, mark)
        there = asked.handed_in.filter(version_id=kept.id).select_related("turned_down").first()
        if there is not None:
            if papers.is_turned_down(there):
                raise TurnedDownBefore
            return there
        payload = _payload(filing, asked, kept, now)
        row = HandedIn.objects.create(
            filing=filing,
            asked=asked,
            version_id=kept.id,
            added_at=now,
            added_by_id=acting.user_id,
            capacity=acting.capacity,
            presence=acting.presence,
            receipt=issue_receipt(acting, kind=KIND, payload=payload, now=now),
            payload=payload,
        )
        record(
            acting,
            verb=HAND_IN,
            purpose=area(acting),
            object_type=Filing._meta.label,
            object_id=filing.pk,
            now=now,
        )
        enqueue_on_commit("procedures.tell_handed_in", handed_in_id=row.pk)
        return row


def hold(
    acting: Acting,
    *,
    filing_id: int,
    mark: str,
    now: datetime.datetime,
    uploads: Sequence[Upload],
    whole: bool = False,
) -> VersionFacts:
    """Keep new files for what a filing asks for until they are signed: `hand_in` takes the version that comes back.

    Nothing is handed in yet, and nobody but the person and her helper sees it. Raises FilingReplaced, Hidden, and
    what `documents.services.add` raises.
    """
    with transaction.atomic():
        asked = _asked_in_filing(acting, filing_id, mark, ATTACH)[1]
    return documents.add(acting, kind=asked.kind, uploads=uploads, whole=whole, now=now)


KIND = "procedures.document"


def _asked_in_draft(
    acting: Acting, draft_id: int, mark: str, now: datetime.datetime
) -> tuple[Draft, Procedure, DocumentAsked]:
    draft, procedure = locked(acting, draft_id, ATTACH)
    for asked in load(acting, draft, now=now).asked_documents:
        if asked.mark == mark:
            return draft, procedure, asked
    raise NotAskedFor


def _asked_in_filing(acting: Acting, filing_id: int, mark: str, verb: str = HAND_IN) -> tuple[Filing, AskedDocument]:
    filing = locked_filing(acting, filing_id, verb)
    if hasattr(filing, "withdrawal") or hasattr(filing, "corrected_by"):
        raise FilingReplaced
    for row in filing.documents.order_by("pk"):
        if row.asked.mark == mark:
            return filing, row
    raise Hidden


def _kept(
    acting: Acting,
    kind: str,
    *,
    uploads: Sequence[Upload],
    version_id: uuid.UUID | None,
    whole: bool,
    now: datetime.datetime,
) -> VersionFacts:
    if version_id is None:
        return documents.add(acting, kind=kind, uploads=uploads, whole=whole, now=now)
    kept = version(acting, version_id)
    if kept.is_emptied:
        raise Hidden
    return kept


@contextlib.contextmanager
def _undone_if_refused(acting: Acting, added: VersionFacts | None, now: datetime.datetime) -> Any:
    """While the files were read somebody filed, or answered differently: what was uploaded for nothing goes."""
    try:
        yield
    except Refusal:
        if added is not None:
            documents.remove(acting, document_id=added.document_id, now=now)
        raise


def _serves(version_id: uuid.UUID) -> bool:
    return Attachment.objects.filter(version_id=version_id).exists() or bool(papers.were_handed_in([version_id]))


def _payload(filing: Filing, asked: AskedDocument, kept: VersionFacts, now: datetime.datetime) -> dict[str, Any]:
    return {
        "engine": ENGINE,
        "kind": KIND,
        "procedure": filing.key,
        "filing": filing.receipt.number,
        "document": {"kind": asked.kind, "about": asked.about, **papers.file_facts(kept)},
        "handed_in_at": now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
    }
