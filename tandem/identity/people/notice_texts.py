"""What a notice says, in the language that is active. Nothing in an SMS or a subject tells a stranger anything."""

import datetime
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.foundation import formatting, paper
from tandem.identity.people.enums import Section
from tandem.identity.people.models import ChangeNotice
from tandem.identity.people.types import Contact

TEMPLATE = Path(__file__).parent / "paper" / "notice.typ"
Mail = tuple[str, str]


def changed(notice: ChangeNotice, contact: Contact, now: datetime.datetime) -> Mail:
    """To the person, at an address that she knows."""
    words = [_greeting(contact), _what(notice), _not_right()]
    return _("Tandem: your data were changed"), "\n\n".join(words)


def changed_in_short(notice: ChangeNotice, now: datetime.datetime) -> str:
    """The same in an SMS: no name, no value, no office by name."""
    return _(
        "Tandem: on %(day)s somebody in charge changed in your file: %(section)s. Not right? Call the person you know."
    ) % {"day": formatting.short_date(notice.changed_at), "section": Section(notice.section).label}


def old_email(now: datetime.datetime) -> Mail:
    return _("Tandem: your e-mail address was changed"), _(
        "Since %(day)s Tandem writes to another address than this one. Was that you, or your office with you? Then all"
        " is well. If not, call your office at once."
    ) % {"day": formatting.long_date(now)}


def new_email(now: datetime.datetime) -> Mail:
    # It may be somebody else's: a letter was mistyped. No name, no word about what Tandem is for.
    return _("Tandem: this address was written down"), _(
        "Since %(day)s this address stands in a file on Tandem. From now on messages arrive here. You know nothing of"
        " it? Then somebody mistyped an address: do nothing, and delete this message."
    ) % {"day": formatting.long_date(now)}


def old_phone(now: datetime.datetime) -> str:
    return _(
        "Tandem: since %(day)s another phone number than this one stands in your file. Not you? Call the person you"
        " know at once."
    ) % {"day": formatting.short_date(now)}


def new_phone(now: datetime.datetime) -> str:
    return _("Tandem: since %(day)s this number stands in a file. You know nothing of it? Then do nothing.") % {
        "day": formatting.short_date(now)
    }


def letter(notice: ChangeNotice, contact: Contact, now: datetime.datetime) -> bytes:
    """The PDF for the window of an envelope; in large print for whoever needs it."""
    day = formatting.local_day(now)
    words = {
        "lang": get_language() or "de",
        "date": [day.year, day.month, day.day],
        "size": 16 if contact.large_print else 11,
        "sent": formatting.plain_date(now),
        "address": contact.address,
        "title": _("Your data were changed"),
        "paragraphs": [_greeting(contact), _what(notice), _not_right()],
    }
    return paper.pdf(TEMPLATE, words, made_at=now)


def _greeting(contact: Contact) -> str:
    return _("Good day %(name)s") % {"name": contact.name}


def _what(notice: ChangeNotice) -> str:
    facts = {"section": Section(notice.section).label, "day": formatting.long_date(notice.changed_at)}
    if notice.organisation is None:
        return _("On %(day)s this was changed in your file: %(section)s.") % facts
    facts["organisation"] = notice.organisation.name
    return _("On %(day)s %(organisation)s changed this in your file: %(section)s.") % facts


def _not_right() -> str:
    return _(
        "Is something not right? Tell your counsellor, or come to the desk of your office. Whoever has an account sees"
        " all that is known under “About me”, and who looked at it."
    )
