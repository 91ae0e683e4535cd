"""The sheet to sign: the exact text, its code and QR, and two lines."""

import io
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.assistance.confirmations import messages, presenters, steps
from tandem.assistance.confirmations.models import Act
from tandem.foundation import formatting, paper

_SHEET = Path(__file__).parent / "paper" / "yes.typ"


def sheet(act: Act, *, address: str) -> bytes:
    """The PDF, in the language of the text; the same for ever: its dates are the act's own."""
    with override(act.language):
        return paper.pdf(_SHEET, _words(act, address), made_at=act.asked_at)


def _words(act: Act, address: str) -> dict[str, Any]:
    day, text = formatting.local_day(act.asked_at), steps.text_of(act)
    facts = {"helper": presenters.holder(act)}
    return {
        "lang": act.language,
        "date": [day.year, day.month, day.day],
        "title": presenters.title(act),
        "code": act.paper_code,
        "code_label": _("Code"),
        "qr": _qr(address),
        "qr_label": _("QR code that leads to the page on which this sheet is typed in"),
        "lead": _("%(helper)s wants to send this for you. It is sent only if you sign.") % facts,
        "text": text,
        "window": text.get("window", ""),
        "sign": {
            "title": _("I say yes"),
            "words": _("I have read this text, or somebody has read it to me. It is right. It may be sent for me."),
            "lines": [_("Place and date"), _("My signature")],
        },
        "no": _("It is not right? Do not sign. Tell whoever helps you, or your office."),
        "mark": messages.mark(act),
        "mark_label": _("Text no."),
        "fingerprint_label": _("Fingerprint (SHA-256)"),
        "fingerprint": act.fingerprint,
    }


def _qr(address: str) -> str:
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", scale=4, border=2, xmldecl=False)
    return drawing.getvalue().decode()
