"""What a filing consists of, as plain JSON values: it is archived, hashed, printed and read by the office.

`version` tells later readers how to read it; a key is never given another meaning. Who helped is not part of it.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from tandem.eservices.efforts.enums import PeriodKind
from tandem.eservices.efforts.models import Effort, facts_of
from tandem.eservices.efforts.types import Target
from tandem.facilities.receipts.rules import payload_hash
from tandem.identity.people.types import PersonSummary

KIND = "efforts.proof"
VERSION = 4


def of_proof(
    person: PersonSummary,
    *,
    month: datetime.date,
    due_on: datetime.date,
    now: datetime.datetime,
    sequence: int,
    supplements: str,
    efforts: Iterable[Effort],
    target: Target,
    late_reason: str,
    declaration: str,
    language: str,
    kind: PeriodKind,
    automatic: bool,
    received_on: datetime.date,
    on_paper: bool,
    text_seen: Mapping[str, Any],
) -> dict[str, Any]:
    """One filing. `supplements` is the receipt number of the first filing, empty for the first itself.

    Version 2 tells the kind of the period, and whether the platform transmitted what was there when it fell due;
    version 3 the day that counts, which on paper is the day of the postmark or the counter; version 4 the SHA-256 of
    the page that was read before filing, empty where nobody read one.
    """
    return {
        "kind": KIND,
        "version": VERSION,
        "form": "716.007",
        "person": {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "person_number": person.person_number,
            "avs_number": person.avs_number,
            "canton": person.canton,
        },
        "month": f"{month:%Y-%m}",
        "period": str(kind),
        "automatic": automatic,
        "due_on": due_on.isoformat(),
        "received_on": received_on.isoformat(),
        "on_paper": on_paper,
        "filed_at": now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        "sequence": sequence,
        "supplements": supplements,
        "target": {"number": target.number, "source": str(target.source)},
        "efforts": [facts_of(effort) for effort in efforts],
        "late_reason": late_reason,
        "language": language,
        "declaration": declaration,
        "text_seen": payload_hash(dict(text_seen)).hex() if text_seen else "",
    }
