"""A filing with its receipt, on paper. A filing gives the same sheet for ever: it is drawn from the archive."""

from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.eservices.procedures.models import Filing, HandedIn
from tandem.facilities.receipts.rules import in_groups
from tandem.facilities.receipts.selectors import on_paper, shown
from tandem.facilities.receipts.types import Shown
from tandem.foundation import formatting, paper

TEMPLATE = Path(__file__).parent / "paper" / "filing.typ"


def filing(filed: Filing, title: str, site: str) -> bytes:
    """The PDF (PDF/UA-1). Answers and sentences stand in the language in which they were read.

    `site` is the address under which the receipt can be checked.
    """
    return paper.pdf(TEMPLATE, _words(filed, title, site), made_at=filed.filed_at)


def handed_in(row: HandedIn, receipt: Shown, site: str) -> bytes:
    """The receipt of a document that came after its filing, as a sheet."""
    day = formatting.local_day(row.added_at)
    document = row.payload["document"]
    facts = [
        (_("Belongs to receipt"), row.payload["filing"]),
        (_("Document handed in"), document["title"]),
        (_("Fingerprint (SHA-256)"), in_groups(document["sha256"])),
    ]
    words = {
        "lang": get_language() or "de",
        "text_lang": get_language() or "de",
        "date": [day.year, day.month, day.day],
        "title": _("Document handed in"),
        "receipt": on_paper(receipt, row.payload, site=site, facts=facts),
        "facts": [],
        "sections": [],
        "declaration": row.asked.sentence,
        "next": _("Keep this sheet. It proves what was received from you, and when."),
    }
    return paper.pdf(TEMPLATE, words, made_at=row.added_at)


def _words(filed: Filing, title: str, site: str) -> dict[str, Any]:
    payload, text = filed.content.payload, filed.content.text_seen
    person = payload["person"]
    facts = [
        (_("Due date"), formatting.long_date(filed.due_on) if filed.due_on else ""),
        (_("Late"), _("Yes, after the due date") if filed.is_late else ""),
        (_("Corrects receipt"), payload["corrects"]),
    ]
    day = formatting.local_day(filed.filed_at)
    return {
        "lang": get_language() or "de",
        "text_lang": text["language"],
        "date": [day.year, day.month, day.day],
        "title": title,
        "receipt": on_paper(shown(filed.receipt), payload, site=site, facts=_present(facts)),
        "facts": _present(
            [
                (_("Name"), f"{person['given_name']} {person['family_name']}"),
                (_("AVS number"), person["avs_number"]),
                (_("Person number"), person["person_number"]),
                (_("Reason for filing late"), payload["late_reason"]),
                (_("Reason for the correction"), payload["correction_reason"]),
            ]
        ),
        "sections": [
            {"title": section["title"], "rows": [[row["question"], row["answer"]] for row in section["rows"]]}
            for section in text["sections"]
        ],
        "declaration": payload["declaration"],
        "next": _("Keep this sheet. It proves what was received from you, and when."),
    }


def _present(facts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(label, value) for label, value in facts if value]
