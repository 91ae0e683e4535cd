"""The letter with a code, in large type, for somebody who has no e-mail."""

import io
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.foundation import formatting, paper
from tandem.identity.accounts.enums import PaperCodeUse
from tandem.identity.accounts.types import PrintedCode

TEMPLATE = Path(__file__).parent / "paper" / "code.typ"


def letter(printed: PrintedCode, *, page: str) -> bytes:
    """The letter (PDF/UA-1) in its reader's language. `page` is the address where the code is typed."""
    data = page_of_code(printed, page=page)
    day = formatting.local_day(printed.made_at)
    data |= {"lang": str(printed.language), "date": [day.year, day.month, day.day]}
    return paper.pdf(TEMPLATE, data, made_at=printed.made_at)


def page_of_code(printed: PrintedCode, *, page: str) -> dict[str, Any]:
    """What stands on the page of a code, for `paper/code_page.typ`: other sheets may carry it, too.

    The picture holds the address alone: a code in it would stay in the history of whoever's device takes it.
    """
    with override(printed.language):
        return {
            "title": _("Your way into Tandem") if printed.use is PaperCodeUse.ACCOUNT else _("Your new password"),
            "name": printed.name,
            "made": formatting.long_date(printed.made_at),
            "steps": [
                _("Open this page on a phone or a computer. Any one will do, also at a library."),
                _("Type your code. Capital or small letters, with or without hyphens: both are right."),
                _("Choose your login name and your password. You need no e-mail address.")
                if printed.use is PaperCodeUse.ACCOUNT
                else _("Choose your new password. You need no e-mail address."),
            ],
            "page": page.partition("://")[2].rstrip("/"),
            "qr": _picture(page),
            "qr_label": _("The same address to take with a camera"),
            "code_label": _("Your code"),
            "code": printed.code,
            "advice": [
                _("The code opens once, until %(day)s.")
                % {"day": formatting.plain_date(formatting.local_day(printed.expires_at))},
                _("Show it to nobody. A helper may sit beside you; your password is yours alone."),
                _("If it does not work, ask the desk that gave you this letter for a new one."),
            ],
        }


def _picture(address: str) -> str:
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", scale=4, border=2, xmldecl=False)
    return drawing.getvalue().decode()
