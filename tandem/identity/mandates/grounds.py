"""Why somebody may open a file: a mandate that runs at this very moment. The database is asked each time."""

import datetime

from django.db import models
from django.db.models import Q

from tandem.foundation.clock import day_of
from tandem.identity.access.enums import AuthorityKind, Capacity, Purpose, Reach
from tandem.identity.access.types import Acting, Authority
from tandem.identity.mandates import rules
from tandem.identity.mandates.holders import decides_about, helper_kind, manages
from tandem.identity.mandates.models import OPEN, Mandate, NamedHelper, running
from tandem.identity.organisations.selectors import is_member
from tandem.identity.people.selectors import bodies_in_charge


def mandate(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """A helper named in a mandate of this person, in the name it was given to, who decides nothing about her."""
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        return None
    authority = _of_a_proposal if purpose is Purpose.MANDATES else _of_an_area
    found = authority(acting, person_id, purpose, now)
    if found is None or decides_about(acting.user_id, person_id, now):
        return None
    return found


def desk(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """Whoever works at the person's office takes note at its desk of who represents her."""
    if acting.capacity is not Capacity.COUNSELLOR or purpose is not Purpose.MANDATES or acting.user_id is None:
        return None
    office = acting.organisation_id
    if office is None or office not in bodies_in_charge(person_id):
        return None
    return Authority(AuthorityKind.LEGAL_DUTY) if is_member(acting.user_id, office, on=day_of(now)) else None


def _of_an_area(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    if acting.user_id is None:
        return None
    held = (
        _named(acting, acting.user_id, person_id)
        .filter(running(at=now, prefix="mandate__"), mandate__areas__ended_at=None)
        .order_by("mandate_id")
        .values_list("mandate_id", "mandate__areas__area", "mandate__areas__reach")
    )
    rows = list(held)
    if purpose is Purpose.HELP and rows:
        return Authority(AuthorityKind.MANDATE, str(rows[0][0]))
    reach = rules.reach_for(purpose, {Purpose(area): Reach(reach) for _number, area, reach in rows})
    if reach is None:
        return None
    # As what she helps may have changed since she was named.
    kind = helper_kind(acting.user_id, acting.organisation_id, now)
    reach = rules.within_kind(reach, purpose, kind) if kind else None
    return Authority(AuthorityKind.MANDATE, str(rows[0][0]), reach) if reach else None


def _of_a_proposal(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """The mandate itself may be seen, put before the person and given back, whatever it reaches.

    By those named in it, and by the manager of the structure, who says who they are.
    """
    if acting.user_id is None:
        return None
    held = Mandate.objects.of(person_id).filter(
        Q(state__in=OPEN) | running(at=now), structure_id=acting.organisation_id
    )
    named = Q(helpers__user_id=acting.user_id, helpers__removed_at=None)
    mandate = held.filter(named).order_by("-pk").first()
    if mandate is not None and helper_kind(acting.user_id, acting.organisation_id, now):
        return Authority(AuthorityKind.MANDATE, str(mandate.pk))
    of_structure = held.exclude(structure=None).select_related("structure").order_by("-pk").first()
    if of_structure is not None and manages(acting, of_structure, now):
        return Authority(AuthorityKind.MANDATE, str(of_structure.pk))
    return None


def _named(acting: Acting, user_id: int, person_id: int) -> "models.QuerySet[NamedHelper]":
    return NamedHelper.objects.filter(
        mandate__person_id=person_id,
        mandate__structure_id=acting.organisation_id,
        user_id=user_id,
        removed_at=None,
    )


ALL = (mandate, desk)
