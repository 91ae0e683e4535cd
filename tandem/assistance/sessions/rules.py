"""How long a session lasts, whose presence is proved, and how far a helper gets in it. No database, no clock.

A party may be assisted (LPGA/ATSG 37 al. 1). The times are the house's own, reasoned in docs/adr/0100.
"""

import datetime
from collections.abc import Iterable

from tandem.assistance.sessions.enums import Hands, Side, Way
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.mandates.rules import area_of

LASTS = datetime.timedelta(minutes=60)
WAITS = datetime.timedelta(minutes=10)
IDLE = datetime.timedelta(minutes=15)
DIGITS = 6


def is_proved(
    proved_at: datetime.datetime | None, active_at: datetime.datetime | None, now: datetime.datetime
) -> bool:
    """Whether the person's presence counts as proved: once, and then without a pause of 15 minutes."""
    if proved_at is None:
        return False
    return now < max(proved_at, active_at or proved_at) + IDLE


def presence_of(way: Way, hands: Hands, side: Side, *, proved: bool) -> Presence:
    """How an act in a session came about. Without the person's proof it is in her place, whoever typed."""
    if not proved:
        return Presence.IN_PLACE
    if side is Side.PERSON or hands is Hands.PERSON:
        return Presence.TOGETHER_OWN_HANDS
    return Presence.TOGETHER_HELPER_HANDS


def reach_of(way: Way, hands: Hands) -> Reach:
    """How far the helper's account gets in the areas of a session.

    On the helper's device both type into the same browser, so it may prepare, whoever's hands. Sending is never his:
    it needs the person's signature, each time.
    """
    if way is Way.HELPER_DEVICE or hands is Hands.HELPER:
        return Reach.PREPARE
    return Reach.READ


def covers(areas: Iterable[str], purpose: Purpose) -> bool:
    """Whether a session about these areas reaches a purpose. Whose file it is and the help itself go with any."""
    return purpose in (Purpose.PERSONAL_DATA, Purpose.HELP) or area_of(purpose) in areas


# What a page is about, by the name space of its address; a form of the engine says it itself.
_PAGES = {
    "efforts": Purpose.EFFORTS,
    "dossier": Purpose.DOSSIER,
    "ads": Purpose.SEARCH,
    "notifications": Purpose.MESSAGES,
    "deadlines": Purpose.APPOINTMENTS,
    "certificates": Purpose.MONTHLY_FORM,
}


def purpose_of(name_space: str) -> Purpose | None:
    """What the pages of a feature are about; None for pages about nothing in particular."""
    return _PAGES.get(name_space)


def minutes_left(ends_at: datetime.datetime, now: datetime.datetime) -> int:
    """Full minutes that are left, one at least as long as it runs."""
    return max(1, int((ends_at - now).total_seconds() // 60)) if ends_at > now else 0


def typed_digits(text: str) -> str:
    """A code as it was told and typed: "123 456", "123-456". Raises ValueError for anything but six digits."""
    digits = "".join(sign for sign in text if not sign.isspace() and sign not in "-.")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise ValueError("text: six digits.")
    return digits
