"""What office and fund have received: nothing of who helped."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from tandem.eservices.procedures.models import Filing, HandedIn
from tandem.eservices.procedures.papers import is_turned_down
from tandem.eservices.procedures.selectors.filed import with_content
from tandem.eservices.procedures.types import FilingLine, Received, ReceivedDocument
from tandem.facilities.documents.enums import Scan
from tandem.identity.access.types import Acting


def received(file: Acting, *, key: str, subject: str | None = None) -> list[Received]:
    """What office or fund has received, for whoever opened the file for its purpose; the latest first.

    What was sent and the text that was read, and nothing of who helped. What was taken back or corrected says so.
    """
    filings = Filing.objects.of(file.file()).filter(purpose=file.purpose, key=key)
    if subject is not None:
        filings = filings.filter(subject=subject)
    rows = with_content(filings).order_by("-filed_at", "-pk").prefetch_related(Prefetch("handed_in", _handed_in()))
    return [
        Received(
            filing_id=row.pk,
            number=row.receipt.number,
            subject=row.subject,
            sequence=row.sequence,
            filed_at=row.filed_at,
            received_on=row.received_on,
            due_on=row.due_on,
            is_late=row.is_late,
            corrects=row.corrects.receipt.number if row.corrects else "",
            corrected_by=row.corrected_by.receipt.number if hasattr(row, "corrected_by") else "",
            withdrawn_at=row.withdrawal.withdrawn_at if hasattr(row, "withdrawal") else None,
            payload=row.content.payload if hasattr(row, "content") else {},
            text_seen=row.content.text_seen if hasattr(row, "content") else {},
            documents=tuple(_document(one) for one in row.handed_in.all()),
        )
        for row in rows
    ]


def documents_received(filing_ids: Iterable[int]) -> dict[tuple[int, str, str], list[ReceivedDocument]]:
    """What came for each (filing, kind, about), turned down or not; not what has a virus. One query; opens no file."""
    found: dict[tuple[int, str, str], list[ReceivedDocument]] = defaultdict(list)
    for row in _handed_in().filter(filing_id__in=list(filing_ids)).exclude(version__scan=Scan.INFECTED):
        found[row.filing_id, row.asked.kind, row.asked.about].append(_document(row))
    return found


def filings_that_count(person_ids: Iterable[int], *, key: str, subject: str) -> dict[int, FilingLine]:
    """The last filing of a subject by person, not taken back, without what it says; one query.

    For lists of a desk whose own question says whose they are: a line opens no file.
    """
    rows = Filing.objects.filter(person_id__in=list(person_ids), key=key, subject=subject, withdrawal=None)
    columns = rows.order_by("person_id", "-sequence").distinct("person_id")
    return {
        person_id: FilingLine(filing_id=pk, sequence=sequence, received_on=received_on, is_late=is_late)
        for person_id, pk, sequence, received_on, is_late in columns.values_list(
            "person_id", "pk", "sequence", "received_on", "is_late"
        )
    }


def _handed_in() -> QuerySet[HandedIn]:
    return HandedIn.objects.select_related("asked", "receipt", "version__document", "turned_down").order_by("pk")


def _document(row: HandedIn) -> ReceivedDocument:
    return ReceivedDocument(
        kind=row.asked.kind,
        about=row.asked.about,
        sentence=row.asked.sentence,
        version_id=row.version_id,
        added_at=row.added_at,
        receipt=row.receipt.number if row.receipt else "",
        title=row.version.document.title,
        turned_down=row.turned_down.reason if is_turned_down(row) else "",
    )
