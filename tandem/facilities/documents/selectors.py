"""Questions about documents. The person and her helper ask by the opened file; others read what was given to them."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _

from tandem.facilities.documents import registry
from tandem.facilities.documents.enums import Scan
from tandem.facilities.documents.models import Document, Version
from tandem.facilities.documents.scanners import scanner
from tandem.facilities.documents.types import DocumentFacts, ScannerUnavailable, VersionFacts
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting

NO_SCANNER = "none: nobody looks for viruses in documents"
SILENT_SCANNER = "does not answer: new documents wait in quarantine"


def documents(acting: Acting) -> list[DocumentFacts]:
    """What the person keeps in the opened area of her file, what was last added first. Two queries."""
    return _facts(Document.objects.of(own_file(acting), area(acting)).kept())


def document(acting: Acting, document_id: uuid.UUID) -> DocumentFacts:
    """One of them. Raises Hidden."""
    found = _facts(Document.objects.of(own_file(acting), area(acting)).kept().filter(pk=document_id))
    if not found:
        raise Hidden
    return found[0]


def reusable(acting: Acting) -> list[DocumentFacts]:
    """What can be used again without a new upload: all that she keeps; for a helper, the opened area of it."""
    person_id = own_file(acting)
    kept = Document.objects.filter(person_id=person_id).kept()
    return _facts(kept if acting.is_own_file else kept.filter(purpose=area(acting)))


def unused(
    purposes: Iterable[Purpose],
    *,
    added_before: datetime.datetime,
    used: Iterable[QuerySet[Any]],
    document_id: uuid.UUID | None = None,
) -> list[tuple[uuid.UUID, int, Purpose]]:
    """Documents of these areas of anybody's file, each with its person and its area, for jobs of the platform.

    No version of theirs was sent or filed, nor is it among the keys that `used` select. `document_id`: only this one.
    """
    rows = Document.objects.kept().filter(purpose__in=list(purposes), created_at__lt=added_before)
    if document_id is not None:
        rows = rows.filter(pk=document_id)
    for keys in used:
        rows = rows.exclude(Exists(Version.objects.filter(document=OuterRef("pk"), pk__in=keys)))
    found = list(Version.objects.filter(document__in=rows).select_related("document").order_by("document_id", "pk"))
    held = registry.held(row.pk for row in found)
    kept = {row.document_id for row in found if row.pk in held}
    documents = {row.document_id: row.document for row in found if row.document_id not in kept}
    return [(one.pk, one.person_id, Purpose(one.purpose)) for one in documents.values()]


def versions(acting: Acting, document_id: uuid.UUID) -> list[VersionFacts]:
    """All versions of one document, the newest first. Raises Hidden."""
    kept = Document.objects.of(own_file(acting), area(acting)).kept()
    rows = _versions().filter(document__in=kept.filter(pk=document_id)).order_by("-number")
    if not rows:
        raise Hidden
    return [facts_of(row) for row in rows]


def version(acting: Acting, version_id: uuid.UUID) -> VersionFacts:
    """One version of the person whose file is open: in the opened area, or in her own file any of hers. Raises Hidden.

    What an answer or a transmission may name: whoever cannot see a version cannot send it either.
    """
    rows = _versions().filter(pk=version_id, document__person_id=own_file(acting), document__removed_at=None)
    found = (rows if acting.is_own_file else rows.filter(document__purpose=area(acting))).first()
    if found is None:
        raise Hidden
    return facts_of(found)


def facts_by_id(acting: Acting, version_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, VersionFacts]:
    """What is known of these versions of the opened file, removed or not, for those who already hold their ids."""
    rows = _versions().filter(pk__in=list(version_ids), document__person_id=acting.file())
    return {row.pk: facts_of(row) for row in rows.order_by("pk")}


def whose(version_id: uuid.UUID) -> tuple[int, Purpose]:
    """The person and the area of her file that a version belongs to: what the gate is asked for. Raises Hidden."""
    found = Version.objects.filter(pk=version_id).values_list("document__person_id", "document__purpose").first()
    if found is None:
        raise Hidden
    return found[0], Purpose(found[1])


def readable(acting: Acting, version_id: uuid.UUID) -> Version:
    """The row, for whoever may read it: the person, her helper, or somebody to whom it was given. Raises Hidden."""
    found = _versions().filter(pk=version_id, document__person_id=acting.file(), document__purpose=acting.purpose)
    row = found.first()
    if row is None or row.emptied_at is not None:
        raise Hidden
    hers = acting.capacity in {Capacity.SELF, Capacity.HELPER} and row.document.removed_at is None
    if not hers and not registry.may_read(acting, version_id):
        raise Hidden
    return row


def own_file(acting: Acting) -> int:
    """The person whose documents are open to her and to her helper. Raises Hidden for an office."""
    if acting.capacity not in {Capacity.SELF, Capacity.HELPER}:
        raise Hidden
    return acting.file()


def quarantine() -> dict[str, Any]:
    """How many versions wait for the scanner, and since when the oldest: for the health page and the metrics."""
    waiting = Version.objects.filter(scan=Scan.WAITING, emptied_at=None)
    oldest: datetime.datetime | None = waiting.order_by("added_at").values_list("added_at", flat=True).first()
    return {"number": waiting.count(), "oldest": oldest}


def area(acting: Acting) -> Purpose:
    """The opened area of the file. Raises ValueError when none is open."""
    acting.file()
    assert acting.purpose is not None  # noqa: S101 - else `file` would have raised
    return acting.purpose


def scanner_state() -> str:
    """ "ok", or what is wrong with the virus scanner, in one English line for machines and logs."""
    looking = scanner()
    if not looking.looks:
        return NO_SCANNER
    try:
        looking.ping()
    except ScannerUnavailable:
        return SILENT_SCANNER
    return "ok"


def scanner_warning() -> str:
    """The same as a sentence in the reader's language, for operators; empty when all is well."""
    state = scanner_state()
    if state == NO_SCANNER:
        return _("Nobody looks for viruses in the documents that people add. Connect clamd before the site is opened.")
    if state == SILENT_SCANNER:
        return _("The virus scanner does not answer. New documents wait in quarantine and cannot be sent.")
    return ""


def facts_of(row: Version) -> VersionFacts:
    return VersionFacts(
        id=row.pk,
        document_id=row.document_id,
        number=row.number,
        title=row.document.title,
        kind=row.document.kind,
        pages=row.pages,
        size=row.size,
        sha256=row.sha256,
        scan=Scan(row.scan),
        added_at=row.added_at,
        presence=row.presence,
        added_by_id=row.added_by_id,
        is_emptied=row.emptied_at is not None,
    )


def _versions() -> QuerySet[Version]:
    return Version.objects.select_related("document")


def _facts(rows: QuerySet[Document]) -> list[DocumentFacts]:
    """Each with its latest version; a version that was found infected does not count."""
    counted = rows.annotate(latest_number=Max("versions__number"), number_of_versions=Count("versions"))
    found = {row.pk: row for row in counted.order_by("pk")}
    newest: dict[uuid.UUID, Version] = {}
    good = _versions().filter(document_id__in=list(found)).exclude(scan=Scan.INFECTED)
    for row in good.order_by("document_id", "number"):
        newest[row.document_id] = row
    facts = [
        DocumentFacts(
            id=row.document_id,
            kind=row.document.kind,
            title=row.document.title,
            latest=facts_of(row),
            versions=found[row.document_id].number_of_versions,
        )
        for row in newest.values()
    ]
    return sorted(facts, key=lambda facts: (facts.latest.added_at, str(facts.id)), reverse=True)
