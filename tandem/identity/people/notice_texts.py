"""What a notice says, in the language that is active. Nothing in an SMS or a subject tells a stranger anything."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tandem.foundation import formatting
from tandem.identity.access.enums import Purpose
from tandem.identity.people.enums import Channel, Section
from tandem.identity.people.models import ChangeNotice
from tandem.identity.people.types import PAST_HELPERS, NoticeKind, NoticeWords

Mail = tuple[str, str]


def facts(notice: ChangeNotice) -> dict[str, Any]:
    """What a notice of a change says."""
    return {
        "section": Section(notice.section),
        "day": notice.changed_at,
        "organisation": notice.organisation.name if notice.organisation else "",
    }


def words(facts: Mapping[str, Any]) -> NoticeWords:
    """To the person, where she is known to be: no value, and outside no name and no office."""
    said = {
        "section": facts["section"].label,
        "day": formatting.long_date(facts["day"]),
        "organisation": facts["organisation"],
    }
    if facts["organisation"]:
        what = _("On %(day)s %(organisation)s changed this in your file: %(section)s.") % said
    else:
        what = _("On %(day)s this was changed in your file: %(section)s.") % said
    short = _("on %(day)s somebody in charge changed in your file: %(section)s. Not right? Call the person you know.")
    return NoticeWords(
        subject=_("Your data were changed"),
        paragraphs=(what, _not_right()),
        short=short % (said | {"day": formatting.short_date(facts["day"])}),
    )


def kind_without(fresh: Collection[Channel]) -> str:
    """The kind that is not carried by these channels."""
    return "_".join(["people.changed", *(("past", *sorted(fresh)) if fresh else ())])


KINDS = [
    NoticeKind(
        key=kind_without(fresh),
        purpose=Purpose.PERSONAL_DATA,
        words=words,
        sample={
            "section": Section.REACH,
            "day": datetime.datetime(2026, 9, 23, 12, tzinfo=datetime.UTC),
            "organisation": "RAV Musterstadt",
        },
        channels=PAST_HELPERS - fresh,
    )
    for fresh in (frozenset[Channel](), {Channel.EMAIL}, {Channel.SMS}, {Channel.EMAIL, Channel.SMS})
]


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


def _not_right() -> str:
    return _(
        "Is something not right? Tell your counsellor, or come to the desk of your office. Whoever has an account sees"
        " all that is known under “About me”, and who looked at it."
    )
