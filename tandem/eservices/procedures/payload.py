"""What a filing consists of, as plain JSON values: it is archived, hashed, printed and read by its recipient.

`engine` tells later readers how to read it; a key is never given another meaning. Who helped is not part of it.
"""

import datetime
from typing import Any

from tandem.eservices.procedures import papers
from tandem.eservices.procedures.sheet import Sheet
from tandem.facilities.receipts.rules import payload_hash

ENGINE = 1


def of_filing(
    sheet: Sheet,
    *,
    now: datetime.datetime,
    language: str,
    text_seen: dict[str, Any],
    is_late: bool,
    late_reason: str,
    received_on: datetime.date,
    automatic: bool,
) -> dict[str, Any]:
    """One filing. `corrects` is the receipt number of the filing that it corrects, empty for the first."""
    draft, procedure, person = sheet.draft, sheet.procedure, sheet.person
    applies = {name for step in sheet.steps for name in sheet.asked(step)}
    due_on = sheet.window.due_on
    return {
        "engine": ENGINE,
        "kind": procedure.key,
        "version": procedure.version,
        "recipient": str(procedure.recipient.value),
        "person": {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "person_number": person.person_number,
            "avs_number": person.avs_number,
            "canton": person.canton,
        },
        "subject": draft.subject,
        "sequence": draft.sequence,
        "corrects": draft.corrects.receipt.number if draft.corrects else "",
        "correction_reason": draft.correction_reason,
        "due_on": due_on.isoformat() if due_on else "",
        "received_on": received_on.isoformat(),
        "filed_at": now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        "late": is_late,
        "late_reason": late_reason,
        "automatic": automatic,
        "answers": {name: row.value for name, row in sorted(sheet.written.items()) if name in applies},
        "documents": papers.as_payload(sheet.papers),
        "annex": dict(sheet.annex.payload) if sheet.annex else {},
        "language": language,
        "declaration": "" if automatic else text_seen["declaration"],
        "text_seen": payload_hash(text_seen).hex(),
    }


def authorship(sheet: Sheet) -> dict[str, Any]:
    """Who wrote each answer that holds: the person's own, never part of what is sent."""
    return {
        name: {
            "written_by": row.written_by_id,
            "capacity": row.capacity,
            "presence": row.presence,
            "written_at": row.written_at.astimezone(datetime.UTC).isoformat(timespec="seconds"),
            "revision": row.revision,
        }
        for name, row in sorted(sheet.written.items())
    }
