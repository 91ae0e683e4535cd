import datetime

from tandem.foundation.clock import day_of
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import MemberRole, OrganisationKind
from tandem.identity.organisations.models import HelperProfile, Membership
from tandem.identity.organisations.rules import capacity_of


def organisation_hats(user_id: int, now: datetime.datetime) -> list[Acting]:
    """One hat for each organisation that the account works for today."""
    memberships = (
        Membership.objects.in_force(on=day_of(now))
        .filter(user_id=user_id)
        .order_by("starts_on", "pk")
        .values_list("organisation_id", "organisation__kind", "role")
    )
    return [
        Acting(
            capacity=capacity_of(OrganisationKind(kind), MemberRole(role)),
            user_id=user_id,
            organisation_id=organisation_id,
        )
        for organisation_id, kind, role in memberships
    ]


def helper_hat(user_id: int, now: datetime.datetime) -> list[Acting]:
    """The hat of a volunteer or a relative: she helps in nobody's name but her own."""
    helps = HelperProfile.objects.in_force(on=day_of(now)).filter(user_id=user_id).exists()
    return [Acting(capacity=Capacity.HELPER, user_id=user_id)] if helps else []
