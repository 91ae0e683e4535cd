"""The copy that somebody looks at: taken once, never changed, and holding nothing but what would be sent."""

import json

from tandem.assistance.second_look.types import Copy, Line, Part
from tandem.eservices.procedures.types import Reading
from tandem.facilities.receipts.rules import payload_hash
from tandem.foundation.languages import Language


def copy_of(reading: Reading, language: Language) -> Copy:
    """What is read, each line under a mark that says nothing: a reader never learns how we call a question."""
    number = 0
    parts = []
    for section in reading.sections:
        lines = []
        for row in section.rows:
            number += 1
            lines.append(
                Line(
                    mark=f"l{number}",
                    question=row.question,
                    answer=row.answer,
                    step=section.step,
                    field=row.field or row.question,
                )
            )
        parts.append(Part(title=section.title, lines=tuple(lines)))
    return Copy(
        title=reading.title,
        title_by_others=reading.title_by_others,
        language=language,
        parts=tuple(parts),
        declaration=reading.declaration,
        versions=tuple((str(version.id), version.pages) for version in reading.versions),
    )


def sealed(copy: Copy) -> tuple[str, str]:
    """The copy as it is kept, and its SHA-256 in 64 hexadecimal digits."""
    kept = json.loads(json.dumps(copy.as_json()))
    return json.dumps(kept, ensure_ascii=False), payload_hash(kept).hex()
