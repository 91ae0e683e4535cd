"""What somebody does with her documents, and what the platform does with what came in.

To attach a file to a draft or a form: open the file for the form's purpose, call `add`, keep the version's id. Say to
`registry` who may read it once it is filed, and that it must be kept then.
"""

import contextlib
import dataclasses
import datetime
import uuid
from collections.abc import Iterator, Sequence

import structlog
from django.db import transaction

from tandem.facilities.documents import intake, names, registry
from tandem.facilities.documents.enums import Scan
from tandem.facilities.documents.intake import Taken
from tandem.facilities.documents.messages import INFECTED
from tandem.facilities.documents.models import Document, Version
from tandem.facilities.documents.refusals import (
    DocumentChanged,
    FileRefused,
    NameMissing,
    NotChecked,
    NothingUploaded,
    NotThere,
    TooManyDocuments,
    TooManyVersions,
)
from tandem.facilities.documents.scanners import scanner
from tandem.facilities.documents.selectors import area, facts_of, own_file, readable
from tandem.facilities.documents.signals import infected
from tandem.facilities.documents.stores import store
from tandem.facilities.documents.types import Built, ScannerUnavailable, StoreFault, Upload, Verdict, VersionFacts
from tandem.facilities.notifications.services import tell
from tandem.foundation.clock import day_of
from tandem.foundation.queue import enqueue_on_commit
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Answer, Capacity, Purpose
from tandem.identity.access.selectors import permit
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting

__all__ = [
    "DocumentChanged",
    "FileRefused",
    "NameMissing",
    "NotChecked",
    "NotThere",
    "NothingUploaded",
    "TooManyDocuments",
    "TooManyVersions",
]

MOST_DOCUMENTS = 200
MOST_VERSIONS = 50
SCAN = "documents.scan"
DESTROY = "documents.destroy"

log = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Fetched:
    """One file on its way out. `name` is safe to stand in a header."""

    content: bytes
    name: str
    type: str


def add(
    acting: Acting,
    *,
    kind: str,
    uploads: Sequence[Upload],
    now: datetime.datetime,
    title: str = "",
    whole: bool = False,
) -> VersionFacts:
    """Keep these files as one new document of the opened area, in their order, as a PDF.

    Photos of pages are cut out, put straight and made readable, unless `whole`. Without a title it bears the name of
    the first file. Takes seconds: the files are read before anything is written. Raises FileRefused, NothingUploaded,
    NameMissing, TooManyDocuments, NotThere.
    """
    person_id = _may(acting, "documents.add")
    if Document.objects.filter(person_id=person_id).kept().count() >= MOST_DOCUMENTS:
        raise TooManyDocuments
    taken = intake.take(uploads, now=now, whole=whole)
    shown = names.clean_title(title) or names.title_of(uploads[0].name)
    if not shown:
        raise NameMissing
    with transaction.atomic():
        document = Document.objects.create(
            person_id=person_id, purpose=area(acting), kind=kind, title=shown, created_at=now
        )
        version = _keep(acting, document, 1, taken, now)
        _record(acting, "documents.add", document, now)
        return facts_of(version)


def replace(
    acting: Acting, *, document_id: uuid.UUID, uploads: Sequence[Upload], now: datetime.datetime, whole: bool = False
) -> VersionFacts:
    """A new version in the place of the latest, which stays readable. Raises as `add`, TooManyVersions, Hidden."""
    person_id = _may(acting, "documents.replace")
    _own(acting, person_id, document_id)
    taken = intake.take(uploads, now=now, whole=whole)
    with transaction.atomic():
        document, latest = _locked(acting, person_id, document_id)
        version = _keep(acting, document, latest.number + 1, taken, now)
        _record(acting, "documents.replace", document, now)
        return facts_of(version)


def add_pages(
    acting: Acting, *, document_id: uuid.UUID, uploads: Sequence[Upload], now: datetime.datetime, whole: bool = False
) -> VersionFacts:
    """A new version with these pages after those of the latest. Raises as `replace`, NotChecked, DocumentChanged."""
    person_id = _may(acting, "documents.add_pages")
    before = _latest(_own(acting, person_id, document_id))
    content = _ready_content(before)
    taken = intake.take(uploads, now=now, before=content, whole=whole)
    with transaction.atomic():
        document, latest = _locked(acting, person_id, document_id, seen=before.number)
        version = _keep(acting, document, latest.number + 1, _as_safe_as(before, taken), now)
        _record(acting, "documents.add_pages", document, now)
        return facts_of(version)


def arrange(
    acting: Acting,
    *,
    document_id: uuid.UUID,
    seen: int,
    order: Sequence[tuple[int, int]],
    now: datetime.datetime,
) -> VersionFacts:
    """A new version with the pages in this order. `order` holds (page counted from 0, turn in degrees to the right);
    a page that is left out is gone from the new version. `seen` is the number of the version that was looked at.
    Raises DocumentChanged, NotChecked, FileRefused, TooManyVersions, Hidden."""
    person_id = _may(acting, "documents.arrange")
    before = _latest(_own(acting, person_id, document_id))
    if before.number != seen:
        raise DocumentChanged
    built = intake.arranged(_ready_content(before), order)
    with transaction.atomic():
        document, latest = _locked(acting, person_id, document_id, seen=seen)
        taken = Taken(built, Scan(before.scan), before.scanned_at)
        version = _keep(acting, document, latest.number + 1, taken, now)
        _record(acting, "documents.arrange", document, now)
        return facts_of(version)


@transaction.atomic
def rename(
    acting: Acting, *, document_id: uuid.UUID, title: str, now: datetime.datetime, kind: str | None = None
) -> None:
    """Another name, another kind. Raises NameMissing, Hidden."""
    person_id = _may(acting, "documents.rename")
    shown = names.clean_title(title)
    if not shown:
        raise NameMissing
    document, _latest_version = _locked(acting, person_id, document_id)
    document.title = shown
    document.kind = kind or document.kind
    document.save(update_fields=["title", "kind"])
    _record(acting, "documents.rename", document, now)


@transaction.atomic
def remove(acting: Acting, *, document_id: uuid.UUID, now: datetime.datetime) -> None:
    """Take a document from the list; the content of what was never sent or filed is destroyed. Raises Hidden."""
    person_id = _may(acting, "documents.remove")
    _take_away(acting, "documents.remove", _locked(acting, person_id, document_id)[0], now)


@transaction.atomic
def forget(acting: Acting, *, document_id: uuid.UUID, now: datetime.datetime) -> None:
    """The platform does the same with what serves nothing any more; whose it is reads that. Raises Hidden."""
    if acting.capacity is not Capacity.SYSTEM or permit(acting, "documents.forget") is not Answer.ALLOWED:
        raise Hidden
    _take_away(acting, "documents.forget", _locked(acting, acting.file(), document_id)[0], now)


def _take_away(acting: Acting, verb: str, document: Document, now: datetime.datetime) -> None:
    document.removed_at = now
    document.save(update_fields=["removed_at"])
    rows = list(document.versions.filter(emptied_at=None).order_by("number"))
    held = registry.held(row.pk for row in rows)
    _destroy([row for row in rows if row.pk not in held], now)
    _record(acting, verb, document, now)


def fetch(acting: Acting, *, version_id: uuid.UUID, now: datetime.datetime) -> Fetched:
    """The PDF, for whoever may read it; somebody else's look is written down. Raises Hidden, NotChecked, NotThere."""
    row = readable(acting, version_id)
    content = _ready_content(row)
    if not acting.is_own_file:
        _record(acting, "documents.fetch", row.document, now)
    return Fetched(content, f"{row.document.title or row.pk}.pdf", "application/pdf")


def fetch_preview(acting: Acting, *, version_id: uuid.UUID, page: int) -> Fetched:
    """The picture of one page, counted from 1. We drew it ourselves: it is shown before the scanner has answered, to
    those whose document it is. Raises Hidden, NotChecked, NotThere."""
    row = readable(acting, version_id)
    if not 1 <= page <= row.pages:
        raise Hidden
    if row.scan == Scan.WAITING and acting.capacity not in {Capacity.SELF, Capacity.HELPER}:
        raise NotChecked
    return Fetched(_stored(row.preview_key(page)), f"{row.pk}-{page}.jpg", "image/jpeg")


def scan_waiting(acting: Acting, *, now: datetime.datetime, limit: int = 100) -> int:
    """Ask the scanner again about what waits, the oldest first; returns how many were settled.

    One that cannot be reached ends the round: the next one comes.
    """
    settled = 0
    for version_id in _waiting(limit):
        try:
            settled += scan_version(acting, version_id=version_id, now=now)
        except ScannerUnavailable as error:
            log.warning("documents.scanner_unavailable", reason=str(error))
            break
    return settled


def scan_version(acting: Acting, *, version_id: uuid.UUID, now: datetime.datetime) -> bool:
    """Settle one version that waits; False when there is nothing to settle. Raises ScannerUnavailable.

    On a site that has given up its scanner, what waits is marked as not scanned: nobody says that it is clean.
    """
    row = Version.objects.filter(pk=version_id, scan=Scan.WAITING, emptied_at=None).first()
    if row is None:
        return False
    looking = scanner()
    if not looking.looks:
        return bool(_settle(row, Scan.NOT_SCANNED, None))
    try:
        verdict = looking.scan(store().get(row.key))
    except StoreFault as error:
        raise ScannerUnavailable(str(error)) from error
    with transaction.atomic():
        if verdict is Verdict.CLEAN:
            return bool(_settle(row, Scan.CLEAN, now))
        if not Version.objects.filter(pk=row.pk, scan=Scan.WAITING).update(
            scan=Scan.INFECTED, scanned_at=now, emptied_at=now
        ):
            return False
        _destroy_on_commit([row])
        _give_up(acting, row, now)
        transaction.on_commit(lambda: infected.send(sender=None, version_id=row.pk), robust=True)
        return True


def _give_up(acting: Acting, row: Version, now: datetime.datetime) -> None:
    """Tell the person what was found. A document of which no good version is left goes from her list."""
    document = Document.objects.select_for_update().get(pk=row.document_id)
    if document.removed_at is None and not document.versions.exclude(scan=Scan.INFECTED).exists():
        document.removed_at = now
        document.save(update_fields=["removed_at"])
    facts = {"title": document.title, "day": day_of(row.added_at)}
    tell(acting, person_id=document.person_id, kind=INFECTED.key, about=f"version {row.pk}", facts=facts, now=now)


def destroy(acting: Acting, *, version_ids: Sequence[uuid.UUID]) -> None:
    """Remove from the store what the tables gave up. May run twice. Raises StoreFault: the queue tries again."""
    keeper = store()
    for row in Version.objects.filter(pk__in=version_ids, emptied_at__isnull=False).order_by("pk"):
        for key in _keys(row):
            keeper.remove(key)


def _may(acting: Acting, verb: str) -> int:
    """Refuse before the work is done and not after it."""
    person_id = own_file(acting)
    if permit(acting, verb) is not Answer.ALLOWED:
        raise Hidden
    return person_id


def _own(acting: Acting, person_id: int, document_id: uuid.UUID) -> Document:
    found = Document.objects.of(person_id, area(acting)).kept().filter(pk=document_id).first()
    if found is None:
        raise Hidden
    return found


def _locked(
    acting: Acting, person_id: int, document_id: uuid.UUID, *, seen: int | None = None
) -> tuple[Document, Version]:
    rows = Document.objects.of(person_id, area(acting)).kept().select_for_update()
    document = rows.filter(pk=document_id).first()
    if document is None:
        raise Hidden
    latest = document.versions.latest("number")
    if seen is not None and _latest(document).number != seen:
        raise DocumentChanged
    return document, latest


def _latest(document: Document) -> Version:
    """The newest version that was not found infected. Raises Hidden."""
    found = document.versions.exclude(scan=Scan.INFECTED).order_by("-number").first()
    if found is None:
        raise Hidden
    return found


def _keep(acting: Acting, document: Document, number: int, taken: Taken, now: datetime.datetime) -> Version:
    if number > MOST_VERSIONS:
        raise TooManyVersions
    version = Version(
        document=document,
        number=number,
        pages=len(taken.built.previews),
        size=len(taken.built.content),
        sha256=taken.sha256,
        added_at=now,
        added_by_id=acting.user_id,
        presence=acting.presence,
        scan=taken.scan,
        scanned_at=taken.scanned_at,
    )
    version.save(force_insert=True)
    _store(version, taken.built)
    if taken.scan is Scan.WAITING:
        enqueue_on_commit(SCAN, version_id=str(version.pk))
    return version


def _store(version: Version, built: Built) -> None:
    """All or nothing: half a document is removed again, and the transaction with it."""
    keeper, kept = store(), []
    try:
        for key, content in zip(_keys(version), [built.content, *built.previews], strict=True):
            keeper.put(key, content)
            kept.append(key)
    except StoreFault as error:
        log.error("documents.not_stored", reason=str(error))
        for key in kept:
            with contextlib.suppress(StoreFault):
                keeper.remove(key)
        raise NotThere from error


def _keys(version: Version) -> Iterator[str]:
    yield version.key
    yield from (version.preview_key(page) for page in range(1, version.pages + 1))


def _ready_content(row: Version) -> bytes:
    if row.scan == Scan.WAITING:
        raise NotChecked
    return _stored(row.key)


def _stored(key: str) -> bytes:
    try:
        return store().get(key)
    except StoreFault as error:
        log.error("documents.not_fetched", reason=str(error))
        raise NotThere from error


def _as_safe_as(before: Version, taken: Taken) -> Taken:
    """Pages of two versions are as safe as the less safe of them."""
    if Scan.NOT_SCANNED in {taken.scan, before.scan} and taken.scan is not Scan.WAITING:
        return dataclasses.replace(taken, scan=Scan.NOT_SCANNED, scanned_at=None)
    return taken


def _waiting(limit: int) -> list[uuid.UUID]:
    rows = Version.objects.filter(scan=Scan.WAITING, emptied_at=None).order_by("added_at", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def _settle(row: Version, scan: Scan, at: datetime.datetime | None) -> int:
    return Version.objects.filter(pk=row.pk, scan=Scan.WAITING).update(scan=scan, scanned_at=at)


def _destroy(rows: Sequence[Version], now: datetime.datetime) -> None:
    Version.objects.filter(pk__in=[row.pk for row in rows], emptied_at=None).update(emptied_at=now)
    _destroy_on_commit(rows)


def _destroy_on_commit(rows: Sequence[Version]) -> None:
    if rows:
        enqueue_on_commit(DESTROY, version_ids=[str(row.pk) for row in rows])


def _record(acting: Acting, verb: str, document: Document, now: datetime.datetime) -> None:
    record(
        acting,
        verb=verb,
        purpose=Purpose(document.purpose),
        object_type=document._meta.label,
        object_id=str(document.pk),
        now=now,
    )
