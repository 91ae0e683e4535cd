"""A transmission with its receipt, on paper, in the reader's language."""

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.eservices.dossier.enums import Kind
from tandem.eservices.dossier.types import Sent
from tandem.facilities.receipts.selectors import on_paper
from tandem.foundation import formatting, paper

TEMPLATE = Path(__file__).parent / "paper" / "sent.typ"


def sent(found: Sent, site: str) -> bytes:
    """The PDF (PDF/UA-1). `site` is the address under which the receipt can be checked."""
    day = formatting.local_day(found.sent_at)
    words = {
        "lang": get_language() or "de",
        "date": [day.year, day.month, day.day],
        "title": _("Your documents are sent"),
        "receipt": on_paper(found.receipt, found.payload, site=site, facts=[(_("Sent to"), found.organisation)]),
        "papers_title": _("What you sent"),
        "papers": [
            {
                "heading": row["title"],
                "facts": [
                    (
                        _("Kind of document"),
                        str(Kind(row["kind"]).label) if row["kind"] in Kind.values else row["kind"],
                    ),
                    (_("Pages"), str(row["pages"])),
                    *([(_("Fingerprint (SHA-256)"), row["sha256"])] if row.get("sha256") else []),
                ],
            }
            for row in found.documents
        ],
    }
    return paper.pdf(TEMPLATE, words, made_at=found.sent_at)
