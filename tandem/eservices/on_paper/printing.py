"""A form with large type, to fill in with a pen: tagged (PDF/UA), the code and its picture on each page."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import segno
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.eservices.on_paper import layout, rules
from tandem.eservices.on_paper.enclosures import enclosures
from tandem.eservices.procedures.selectors import Sheet
from tandem.foundation import formatting, paper
from tandem.identity.organisations.types import Contact

TEMPLATE = Path(__file__).parent / "paper" / "form.typ"


def form(
    sheet: Sheet, *, code: str, answers: Mapping[str, Any], addresses: list[Contact], now: Any
) -> tuple[bytes, int]:
    """The PDF and its number of pages. `answers` are printed into it, beside what is known of the person anyway."""
    procedure = sheet.procedure
    day = formatting.local_day(now)
    known = {
        name: sheet.context.known[source] for step in procedure.steps for name, source in step.form.prefill.items()
    }
    data = {
        "lang": get_language() or "de",
        "date": [day.year, day.month, day.day],
        "title": str(procedure.title),
        "subject": formatting.month_and_year(sheet.context.month) if _is_month(sheet) else "",
        "lead": str(procedure.lead),
        "window": str(sheet.window.sentence),
        "name": sheet.person.name,
        "person_number": sheet.person.person_number,
        "person_number_label": _("Person number"),
        "code": code,
        "code_label": _("Code"),
        "page_of": _("Page %(page)s of %(total)s") % {"page": "{page}", "total": "{total}"},
        "qr": [_qr(rules.page_text(code, page)) for page in range(1, rules.MOST_PAGES + 1)],
        "qr_label": _("Code of this page"),
        "how": _(
            "Write with a dark pen, inside the lines. Something printed is wrong? Cross it out and write it beside. "
            "Please keep all pages together."
        ),
        "only_if_label": _("(optional)"),
        "steps": layout.lines(procedure, answers, known),
        "documents_title": _("Please add"),
        "documents": enclosures(procedure, answers),
        "sign_title": _("Signature"),
        "declaration": str(procedure.declaration),
        "sign_lines": [_("Place and date"), _("My signature")],
        "send_title": _("Bring it or send it to"),
        "addresses": [contact.address.splitlines() for contact in addresses],
        "send_words": _("The day of the postmark, or of the counter, counts. You then get a receipt."),
    }
    content = paper.pdf(TEMPLATE, data, made_at=now)
    document = pypdfium2.PdfDocument(content)
    try:
        return content, len(document)
    finally:
        document.close()


def _is_month(sheet: Sheet) -> bool:
    try:
        return bool(sheet.context.month)
    except ValueError:
        return False


def _qr(text: str) -> str:
    drawing = io.BytesIO()
    segno.make(text, error="h", micro=False).save(drawing, kind="svg", scale=4, border=4, xmldecl=False, light="#fff")
    return drawing.getvalue().decode()
