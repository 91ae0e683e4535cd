"""Why a helper may open a file: the person sits beside him, and says so with every minute."""

import datetime

from tandem.assistance.sessions import rules, selectors
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting, Authority


def session(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """The session of this browser, in its areas, as long as the person's presence is proved.

    It is asked before the mandates: while the two are together, what they agreed on this minute counts, not what a
    mandate would let the helper do alone.
    """
    if acting.capacity is not Capacity.HELPER or acting.session_id is None:
        return None
    found = selectors.current(acting, now=now)
    if found is None or found.person_id != person_id or not found.is_proved(now):
        return None
    if not rules.covers(found.areas, purpose) or selectors.decides(found, now=now):
        return None
    return selectors.authority_in(found, now=now)
