"""What is printed: the mandate with its form and slip, and a short notice by post."""

import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from tandem.foundation import formatting, paper
from tandem.identity.people.types import Contact

_NOTICE = Path(__file__).parent / "paper" / "notice.typ"


def notice(contact: Contact, subject: str, words: str, *, made_at: datetime.datetime) -> bytes:
    """A letter of one page to a person, in the language that is active."""
    day = formatting.local_day(made_at)
    return paper.pdf(
        _NOTICE,
        {
            "lang": contact.language,
            "date": [day.year, day.month, day.day],
            "address": list(contact.address),
            "day": formatting.long_date(made_at),
            "title": subject,
            "paragraphs": [words],
            "greeting": _("Kind regards"),
            "sender": "Tandem",
            "size": 16 if contact.large_print else 12,
        },
        made_at=made_at,
    )
