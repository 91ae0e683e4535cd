"""The printed list: numbered codes in large type, with marks to cut it down to the size of a hand."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.foundation import formatting, paper
from tandem.identity.factors.rules import grouped
from tandem.identity.factors.types import NewList

TEMPLATE = Path(__file__).parent / "paper" / "codes.typ"


def print_sheet(
    name: str,
    made: NewList,
    *,
    letter: dict[str, Any] | None = None,
    password: dict[str, Any] | None = None,
    title: str = "",
    advice: Sequence[str] = (),
) -> bytes:
    """The sheet (PDF/UA-1) in the present language. It names its owner, and nothing of why she is here.

    `letter` puts a covering page in front (`covering_page`); `password`, the page of a code for a new password
    (`accounts.services.page_of_code`). `title` and `advice` (sentences) are those of codes to log in unless others
    are given.
    """
    day = formatting.local_day(made.made_at)
    data = {
        "lang": get_language() or "de",
        "date": [day.year, day.month, day.day],
        "title": title or _("Codes to log in"),
        "name": name,
        "made": _("Made on %(day)s. Older lists no longer work.") % {"day": formatting.plain_date(day)},
        "codes": [[number, grouped(code)] for number, code in enumerate(made.codes, start=1)],
        "number_label": _("No."),
        "code_label": _("Code"),
        "letter": letter,
        "password": password,
        "advice": list(advice)
        or [
            _("After your password we ask for one code by its number. Cross it out: each code opens once."),
            _("Keep the list apart from your password. Show it to nobody: no helper and no office needs it."),
            _("Is the list lost? Make a new one, or tell the desk of your office at once."),
        ],
    }
    return paper.pdf(TEMPLATE, data, made_at=made.made_at)


def covering_page(
    address: Sequence[str], title: str, paragraphs: Sequence[str], *, large: bool, now: datetime.datetime
) -> dict[str, Any]:
    """What `print_sheet` puts in front for an envelope, in the present language; in `large` print where needed."""
    return {
        "address": list(address),
        "day": formatting.long_date(now),
        "title": title,
        "paragraphs": list(paragraphs),
        "size": 16 if large else 12,
    }
