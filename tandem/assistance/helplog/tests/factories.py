"""Help as its verbs write it."""

import datetime

from tandem.assistance.helplog.enums import Kind, Theme
from tandem.assistance.helplog.services import note
from tandem.assistance.helplog.types import HelpFacts, Noted
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as

TODAY = NOON.date()


def facts(**changes) -> HelpFacts:
    """A quarter of an hour with the month's form today, her own hands; say only what your test is about."""
    said = {
        "helped_on": TODAY,
        "minutes": 15,
        "theme": Theme.MONTHLY_FORM,
        "level": Presence.TOGETHER_OWN_HANDS,
    }
    return HelpFacts(**{**said, **changes})


def a_workshop(people=8, **changes) -> HelpFacts:
    return facts(kind=Kind.WORKSHOP, people=people, level=None, **changes)


def noted(helper, *, now: datetime.datetime = NOON, **changes) -> Noted:
    return note(helper, facts=facts(**changes), now=now)


def own(person, now=NOON):
    """Her own file, open for help."""
    return open_own_file(acting_as(person, now=now), Purpose.HELP, now=now)
