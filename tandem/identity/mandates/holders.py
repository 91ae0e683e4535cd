"""Who may hold a mandate: members of a helper structure, volunteers and relatives, and nobody who decides."""

import datetime

from tandem.foundation.clock import day_of
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.mandates.models import Mandate
from tandem.identity.organisations.enums import HelperKind
from tandem.identity.organisations.selectors import helper_kind_of, is_member, may_manage
from tandem.identity.people.selectors import bodies_in_charge


def helper_kind(user_id: int, structure_id: int | None, now: datetime.datetime) -> HelperKind | None:
    """As what somebody may help today, in the name of a structure or alone; None when she may not."""
    return helper_kind_of(user_id, structure_id, on=day_of(now))


def decides_about(user_id: int, person_id: int, now: datetime.datetime) -> bool:
    """Whether somebody works where the person's benefits are decided on: at her office or at her fund.

    Whoever controls may not help with the same person (docs/adr/0060): her counsellor, a stand-in, their colleagues.
    """
    return any(is_member(user_id, body, on=day_of(now)) for body in bodies_in_charge(person_id))


def manages(acting: Acting, mandate: Mandate, now: datetime.datetime) -> bool:
    """Whether she manages the structure that holds the mandate, in the hat she wears."""
    structure = mandate.structure
    return acting.capacity is Capacity.HELPER and structure is not None and may_manage(acting, structure, now=now)
