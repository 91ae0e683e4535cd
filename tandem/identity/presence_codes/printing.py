"""The list on paper, in the present language, with or without a covering letter."""

import datetime

from django.utils.translation import gettext as _

from tandem.identity.factors.services import covering_page, print_sheet
from tandem.identity.factors.types import NewList
from tandem.identity.people.types import Contact


def sheet(name: str, made: NewList) -> bytes:
    """A PDF for the desk to hand over."""
    return print_sheet(name, made, title=_title(), advice=_advice())


def letter(contact: Contact, made: NewList, *, now: datetime.datetime) -> bytes:
    """The same behind a covering page, for an envelope: no code shows through the window."""
    paragraphs = [
        _("Here is a list of codes. With one of them you show at a helper's screen that you are there yourself."),
        _("If you do not want that, throw the list away and tell your office."),
    ]
    page = covering_page(contact.address, _title(), paragraphs, large=contact.large_print, now=now)
    return print_sheet(contact.name, made, letter=page, title=_title(), advice=_advice())


def _title() -> str:
    return _("Codes for your presence")


def _advice() -> list[str]:
    return [
        _("At your helper's screen we ask for one code by its number. Type it yourself, then cross it out."),
        _("Each code counts once: to begin together, and to sign a form."),
        _("Keep the list with you. Give it to nobody, your helper neither."),
        _("Is it lost? Tell the desk of your office at once: a new list makes the old one worthless."),
    ]
