"""What writes itself: a session that is over, a second look that was given."""

import datetime
import math
from typing import Any

from tandem.assistance.helplog.enums import Material, Place, Source, Theme, Waited
from tandem.assistance.helplog.rules import MOST_MINUTES
from tandem.assistance.helplog.services import note_by_itself
from tandem.assistance.helplog.types import HelpFacts
from tandem.assistance.second_look.selectors import looked
from tandem.assistance.sessions.enums import Hands, Way
from tandem.assistance.sessions.selectors import ending
from tandem.assistance.sessions.types import Ending
from tandem.foundation.clock import day_of
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.types import system

_BY = "LPGA 37 al. 1"
# What a session about several areas is counted under: the first one that the person named.
THEMES = {
    Purpose.SEARCH: Theme.SEARCH,
    Purpose.DOSSIER: Theme.UPLOAD,
    Purpose.EFFORTS: Theme.EFFORTS,
    Purpose.MONTHLY_FORM: Theme.MONTHLY_FORM,
    Purpose.MESSAGES: Theme.READ_LETTER,
}


def session_over(sender: object, *, session_id: int, at: datetime.datetime, **later: Any) -> None:
    """A session has ended: the person reads who was with her, the structure counts it. Once, if somebody was there."""
    ended = ending(session_id)
    if ended.helper_id is None or ended.started_at is None:
        return
    note_by_itself(
        system(_BY),
        helper_id=ended.helper_id,
        structure_id=ended.organisation_id,
        facts=_facts(ended, ended.started_at, ended.ended_at or at),
        source=Source.SESSION,
        reference=str(session_id),
        now=at,
    )


def look_given(sender: object, *, look_id: int, at: datetime.datetime, **later: Any) -> None:
    """A helper has answered: it counts as a second look, apart from help and without minutes."""
    found = looked(look_id)
    if found is None:
        return
    note_by_itself(
        system(_BY),
        helper_id=found.helper_id,
        structure_id=found.structure_id,
        facts=HelpFacts(
            person_id=found.person_id,
            helped_on=day_of(at),
            minutes=0,
            theme=THEMES.get(found.purpose, Theme.OTHER_FORM),
            level=Presence.SECOND_LOOK,
            place=Place.NOT_SAID,
            material=Material.NOT_SAID,
            waited=Waited.NOT_SAID,
        ),
        source=Source.SECOND_LOOK,
        reference=str(look_id),
        now=at,
    )


def _facts(ended: Ending, started_at: datetime.datetime, ended_at: datetime.datetime) -> HelpFacts:
    minutes = math.ceil((ended_at - started_at) / datetime.timedelta(minutes=1))
    own_hands = ended.hands is Hands.PERSON
    return HelpFacts(
        person_id=ended.person_id,
        helped_on=day_of(started_at),
        minutes=min(max(minutes, 1), MOST_MINUTES),
        theme=THEMES.get(Purpose(ended.areas[0]), Theme.OTHER_FORM),
        level=Presence.TOGETHER_OWN_HANDS if own_hands else Presence.TOGETHER_HELPER_HANDS,
        place=Place.DISTANCE if ended.way is Way.DISTANCE else Place.NOT_SAID,
        material=Material.COMPUTER if ended.way is Way.HELPER_DEVICE else Material.NOT_SAID,
        waited=Waited.NOT_SAID,
    )
