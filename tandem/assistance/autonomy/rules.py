"""How a task came about, and what follows from it for the next mandate. Values in, values out; nothing is added up.

Levels are words with an order, never numbers: no rule here makes a sum, an average or a share of them, and none
compares two persons (ADR 0117).
"""

from collections.abc import Iterable, Mapping, Sequence

from tandem.assistance.autonomy.enums import LEVELS, NextTime, Task, Why
from tandem.assistance.autonomy.types import Known, Proposal
from tandem.identity.access.enums import Presence, Purpose, Reach

# How many times of one task a page shows.
SHOWN = 12
# How many times alone in a row speak for doing it alone.
ENOUGH = 2
OWN = (Presence.ALONE, Presence.SECOND_LOOK)
TOGETHER = (Presence.TOGETHER_OWN_HANDS, Presence.TOGETHER_HELPER_HANDS)

# Which tasks say something about an area of a mandate. Appointments are nobody's task on a screen.
TASKS: Mapping[Purpose, tuple[Task, ...]] = {
    Purpose.SEARCH: (Task.SEARCH, Task.APPLY),
    Purpose.DOSSIER: (Task.UPLOAD,),
    Purpose.EFFORTS: (Task.EFFORTS, Task.PROOF),
    Purpose.MONTHLY_FORM: (Task.MONTHLY_FORM,),
    Purpose.CLAIM: (Task.OTHER_FORM,),
    Purpose.MESSAGES: (Task.READ_LETTER,),
}


def least_own(levels: Iterable[Presence]) -> Presence | None:
    """The level that is least the person's own; None for nothing, and as soon as one of them is no level."""
    found = list(levels)
    if not found or any(level not in LEVELS for level in found):
        return None
    return max(found, key=LEVELS.index)


def level_of(sent: Presence, answers: Iterable[Presence] = ()) -> Presence | None:
    """How a form came about, from who sent it and who wrote the answers that were sent.

    The least own counts: a form whose person pressed the button after somebody else had written an answer in her
    place is not hers alone, and to call it so would praise nobody and mislead the next helper. Nobody's answers (what
    was known already) are not among `answers`. From paper nothing is said: nobody saw how it was filled in.
    """
    return least_own([sent, *answers])


def next_reach(reach: Reach, known: Known) -> Proposal:
    """What to propose for an area when its mandate is renewed: less where the person does more herself.

    Her own word comes before everything that was recorded. Where she says no, or was not there the last time, nothing
    is taken away from her: a mandate that is too narrow sends people back to lending their password.
    """
    if reach is Reach.BE_PRESENT:
        return Proposal(reach, Why.NARROWEST)
    if known.said is NextTime.NO:
        return Proposal(reach, Why.SAID_NO)
    if known.said is NextTime.YES:
        return Proposal(_narrower(reach), Why.SAID_YES)
    if known.said is NextTime.WITH_HELP:
        # With help, the helper still has to see and to write with her: not less than that.
        return Proposal(max(_narrower(reach), min(reach, Reach.PREPARE, key=_order), key=_order), Why.SAID_WITH_HELP)
    return _from_levels(reach, known.levels)


def _from_levels(reach: Reach, levels: Sequence[Presence]) -> Proposal:
    """From what was recorded, the latest first."""
    if not levels:
        return Proposal(_narrower(reach), Why.NOTHING_KNOWN)
    if levels[0] is Presence.IN_PLACE:
        return Proposal(reach, Why.DONE_IN_PLACE)
    latest = levels[:ENOUGH]
    if len(latest) == ENOUGH and all(level in OWN for level in latest):
        return Proposal(_narrower(reach), Why.DID_ALONE)
    if levels[0] in TOGETHER:
        return Proposal(max(_narrower(reach), min(reach, Reach.PREPARE, key=_order), key=_order), Why.DID_TOGETHER)
    return Proposal(_narrower(reach), Why.NOTHING_KNOWN)


def _narrower(reach: Reach) -> Reach:
    order = list(Reach)
    return order[max(0, order.index(reach) - 1)]


def _order(reach: Reach) -> int:
    return list(Reach).index(reach)
