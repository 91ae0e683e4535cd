"""What the page of deadlines says, and the sheet with the address of a calendar."""

import datetime
import io
from collections.abc import Iterable
from pathlib import Path

import segno
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.facilities.deadlines.types import Appointment, Deadline
from tandem.foundation import formatting, pages, paper
from tandem.identity.people.types import Contact

_SHEET = Path(__file__).parent / "paper" / "calendar.typ"


def lines(deadlines: Iterable[Deadline], *, today: datetime.date) -> list[dict[str, object]]:
    """A line for each deadline, in the reader's language."""
    return [
        {
            "name": deadline.name(),
            "link": pages.in_language(deadline.link, get_language() or "de") if deadline.link else "",
            "due_on": deadline.due_on,
            "opens_on": deadline.opens_on if deadline.opens_on > today else None,
            "is_late": deadline.due_on < today,
            "is_today": deadline.due_on == today,
        }
        for deadline in deadlines
    ]


def appointment_lines(appointments: Iterable[Appointment]) -> list[dict[str, object]]:
    """A line for each appointment, in the reader's language; the office by its name, since the page is hers."""
    return [
        {
            "name": one.name(),
            "link": pages.in_language(one.link, get_language() or "de") if one.link else "",
            "begins_at": one.begins_at,
            "where": ", ".join(part for part in (one.office, one.place) if part),
            "phone": one.phone,
        }
        for one in appointments
    ]


def sheet(contact: Contact, address: str, *, made_at: datetime.datetime) -> bytes:
    """The address of a calendar on paper, with a QR code; in the language that is active."""
    day = formatting.local_day(made_at)
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", scale=4, border=2, xmldecl=False)
    return paper.pdf(
        _SHEET,
        {
            "lang": contact.language,
            "date": [day.year, day.month, day.day],
            "size": 16 if contact.large_print else 12,
            "title": _("Your deadlines in your calendar"),
            "name": contact.name,
            "day": formatting.long_date(made_at),
            "paragraphs": [
                _("Scan the code with your telephone, or type the address into your calendar as a subscription."),
                _("The calendar shows the last day of everything you have to hand in, and what is done."),
                _("Whoever has this address sees these days too. It names no benefit and no office."),
                _("You have lost this sheet? Make a new link on your pages or at the desk: this one then ends."),
            ],
            "qr": drawing.getvalue().decode(),
            "qr_label": _("QR code with the address of your calendar"),
            "address": address,
        },
        made_at=made_at,
    )
