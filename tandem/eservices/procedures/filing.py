"""The moment of filing: row, content, receipt, ledger and the feature's own tables in one transaction."""

import datetime
from typing import Any

from psycopg.types.json import Jsonb

from tandem.eservices.procedures import deadlines, papers, rules, signals, telling
from tandem.eservices.procedures import payload as payloads
from tandem.eservices.procedures.announce import announce
from tandem.eservices.procedures.models import Filing, FilingContent
from tandem.eservices.procedures.review import Review
from tandem.eservices.procedures.sheet import Sheet
from tandem.eservices.procedures.types import HowMade
from tandem.facilities.receipts.services import issue_receipt
from tandem.foundation import at_once
from tandem.foundation.aside import aside
from tandem.foundation.clock import day_of
from tandem.foundation.prepared import ask
from tandem.foundation.queue import enqueue_on_commit
from tandem.identity.access.enums import Capacity, Presence
from tandem.identity.access.services import record
from tandem.identity.access.types import system

# What was filed, and that the draft is: in one statement.
_KEEP = """
WITH kept AS (
    INSERT INTO procedures_filingcontent (filing_id, payload, text_seen, authorship)
    VALUES (%(filing)s, %(payload)s, %(text_seen)s, %(authorship)s)
)
UPDATE procedures_draft SET filing_id = %(filing)s WHERE id = %(draft)s
"""


def write_filing(
    sheet: Sheet,
    review: Review,
    *,
    verb: str,
    now: datetime.datetime,
    late_reason: str = "",
    received_on: datetime.date | None = None,
    automatic: bool = False,
) -> Filing:
    """File what the sheet holds. The draft's row is locked by the caller, and the checks are done."""
    acting, draft, procedure = sheet.file, sheet.draft, sheet.procedure
    received = received_on or day_of(now)
    is_late = rules.is_late(sheet.window.due_on, received)
    text_seen = review.archived()
    payload = payloads.of_filing(
        sheet,
        now=now,
        language=text_seen["language"],
        text_seen=text_seen,
        is_late=is_late,
        late_reason=late_reason if is_late else "",
        received_on=received,
        automatic=automatic,
    )
    filing = Filing(
        person_id=draft.person_id,
        key=draft.key,
        version=draft.version,
        purpose=procedure.purpose,
        subject=draft.subject,
        sequence=draft.sequence,
        filed_at=now,
        filed_by_id=acting.user_id,
        capacity=acting.capacity,
        presence=acting.presence,
        authority=acting.authority.kind,
        authority_reference=acting.authority.reference,
        language=text_seen["language"],
        received_on=received,
        due_on=sheet.window.due_on,
        is_late=is_late,
        corrects=draft.corrects,
        receipt=issue_receipt(acting, kind=procedure.key, payload=payload, now=now),
    )
    at_once.insert(filing)
    _keep(filing, draft.pk, payload=payload, text_seen=text_seen, authorship=payloads.authorship(sheet))
    if sheet.papers:
        papers.write(filing, sheet.papers)
    if procedure.on_filed:
        procedure.on_filed(acting, filing, now)
    record(acting, verb=verb, purpose=procedure.purpose, object_type=Filing._meta.label, object_id=filing.pk, now=now)
    if automatic or received_on is None:  # of paper the desk tells her, with the number and the fingerprint in words
        _tell(filing, now)
    announce(
        signals.filed,
        filing_id=filing.pk,
        draft_id=draft.pk,
        person_id=draft.person_id,
        made=_how_made(sheet, filing),
        has=sheet.person.has,
    )
    return filing


def _tell(filing: Filing, now: datetime.datetime) -> None:
    """The message in the filing's own transaction. What goes wrong with it must not keep anybody from filing: then a
    worker tries again, by a row of this transaction, too."""
    told = False
    with aside("procedures.tell_received"):
        telling.tell_received(system(deadlines.ARTICLE), filing, now=now, is_news=True)
        told = True
    if not told:
        enqueue_on_commit("procedures.tell_received", filing_id=filing.pk)


def _keep(filing: Filing, draft_id: int, **content: dict[str, Any]) -> None:
    columns: dict[str, Any] = {name: Jsonb(value) for name, value in content.items()}
    ask(_KEEP, {"filing": filing.pk, "draft": draft_id, **columns})
    # For `on_filed`, which reads the answers: they need no query.
    filing.content = FilingContent(filing=filing, **content)


def _how_made(sheet: Sheet, filing: Filing) -> HowMade:
    return HowMade(
        person_id=filing.person_id,
        key=filing.key,
        filed_at=filing.filed_at,
        capacity=Capacity(filing.capacity),
        sent=Presence(filing.presence),
        # What was carried over from an earlier filing counts for that one.
        answers=frozenset(
            Presence(row.presence) for row in sheet.written.values() if row.written_at >= sheet.draft.began_at
        ),
    )
