import datetime
from typing import Any

from django.db.models import F, QuerySet

from tandem.identity.access.enums import Capacity
from tandem.identity.access.registry import Hats, hat_rows
from tandem.identity.access.types import Acting, HatRow
from tandem.identity.organisations.enums import MemberRole, OrganisationKind
from tandem.identity.organisations.models import HelperProfile, Membership
from tandem.identity.organisations.rules import capacity_of


def _memberships(user_id: int, on: datetime.date) -> QuerySet[Any]:
    return hat_rows(
        Membership.objects.in_force(on=on).filter(user_id=user_id),
        organisation_id=F("organisation_id"),
        kind=F("organisation__kind"),
        role=F("role"),
        since=F("starts_on"),
        row=F("pk"),
    )


def _member(user_id: int, row: HatRow) -> Acting:
    return Acting(
        capacity=capacity_of(OrganisationKind(row.kind), MemberRole(row.role)),
        user_id=user_id,
        organisation_id=row.organisation_id,
    )


def _profiles(user_id: int, on: datetime.date) -> QuerySet[Any]:
    return hat_rows(HelperProfile.objects.in_force(on=on).filter(user_id=user_id).distinct())


def _helper(user_id: int, row: HatRow) -> Acting:
    return Acting(capacity=Capacity.HELPER, user_id=user_id)


# One hat for each organisation that the account works for today.
ORGANISATIONS = Hats(_memberships, _member)
# The hat of a volunteer or a relative: she helps in nobody's name but her own.
HELPER = Hats(_profiles, _helper)
