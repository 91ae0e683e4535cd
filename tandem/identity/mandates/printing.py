"""The mandate on paper: the text that counts, a reading copy, the signature, and the slip that ends it."""

import io
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.foundation import formatting, paper
from tandem.identity.mandates import presenters, selectors
from tandem.identity.mandates.enums import ReadingLanguage
from tandem.identity.mandates.types import MandateCard

_SHEET = Path(__file__).parent / "paper" / "sheet.typ"


def sheet(card: MandateCard, reading: ReadingLanguage, *, address: str, slip_address: str) -> bytes:
    """The PDF, in the language of the text that counts; the same for ever: its dates are the mandate's own.

    `address` is what the QR leads to, `slip_address` the page on which the slip can be typed in.
    """
    official = selectors.official_text(card.number)
    with override(official.language):
        return paper.pdf(_SHEET, _words(card, reading, address, slip_address), made_at=card.proposed_at)


def _words(card: MandateCard, reading: ReadingLanguage, address: str, slip_address: str) -> dict[str, Any]:
    official = selectors.official_text(card.number)
    day = formatting.local_day(card.proposed_at)
    copy = selectors.words_read(card.number, reading) if reading != official.language else ""
    return {
        "lang": official.language,
        "date": [day.year, day.month, day.day],
        "code": card.paper_code,
        "code_label": _("Code"),
        "qr": _qr(address),
        "qr_label": _("QR code that leads to this mandate: is it genuine, is it in force"),
        "blocks": presenters.paragraphs(official.text),
        "fingerprint_label": _("Fingerprint (SHA-256)"),
        "fingerprint": official.fingerprint,
        "sign": {
            "title": _("I say yes"),
            "words": _("I have read this text, or somebody has read it to me. Nobody forced me."),
            "lines": [_("Place and date"), _("My signature")],
        },
        "slip": {
            "title": _("To end this mandate"),
            "words": _(
                "Keep this part. It ends the mandate at once: type the code and your date of birth at the address "
                "below, bring or send this slip to your office, or call your office."
            ),
            "address": slip_address,
            "number": _("Mandate no. %(number)s") % {"number": card.number},
        },
        "copy": _copy(reading, copy) if copy else None,
    }


def _copy(reading: ReadingLanguage, words: str) -> dict[str, Any]:
    return {"lang": reading.value, "dir": reading.direction, "blocks": presenters.paragraphs(words)}


def _qr(address: str) -> str:
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", scale=4, border=2, xmldecl=False)
    return drawing.getvalue().decode()
