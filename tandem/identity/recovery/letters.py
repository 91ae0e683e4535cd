"""Paper by post: a notice, or a list of codes behind its covering letter."""

import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.foundation import formatting, paper
from tandem.foundation.sending.services import send_letter
from tandem.identity.accounts.services import page_of_code, print_letter
from tandem.identity.factors.services import covering_page, print_sheet
from tandem.identity.factors.types import NewList
from tandem.identity.people.types import Contact
from tandem.identity.recovery.types import HandedOut

_NOTICE = Path(__file__).parent / "paper" / "notice.typ"


def send_notice(contact: Contact, subject: str, paragraphs: list[str], *, now: datetime.datetime) -> None:
    """Post a letter of one page in the present language."""
    words = _frame(contact, subject, paragraphs, now) | {"lang": contact.language}
    pdf = paper.pdf(_NOTICE, words, made_at=now)
    send_letter(address="\n".join(contact.address), pdf=pdf, topic="recovery.notice", now=now)


def send_list(contact: Contact, made: NewList, *, now: datetime.datetime) -> None:
    """Post a list of codes in the present language, its covering letter in front: no code shows through the window."""
    subject = _("Your codes to log in")
    paragraphs = [_("Here is your new list of codes. Older lists no longer work. If you did not ask for it, tell us.")]
    pdf = print_sheet(contact.name, made, letter=_frame(contact, subject, paragraphs, now))
    send_letter(address="\n".join(contact.address), pdf=pdf, topic="recovery.codes", now=now)


def handed_out(contact: Contact, made: HandedOut, *, page: str) -> bytes:
    """What the desk prints at the end of a recovery, in the person's language. `page`: where a code is typed."""
    if made.codes is None:
        assert made.password is not None  # noqa: S101 - one of them is always there
        return print_letter(made.password, page=page)
    with override(contact.language):
        password = page_of_code(made.password, page=page) if made.password else None
        return print_sheet(contact.name, made.codes, password=password)


def _frame(contact: Contact, subject: str, paragraphs: list[str], now: datetime.datetime) -> dict[str, Any]:
    day = formatting.local_day(now)
    page = covering_page(contact.address, subject, paragraphs, large=contact.large_print, now=now)
    return page | {"date": [day.year, day.month, day.day]}
