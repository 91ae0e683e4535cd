"""As what somebody acts who works for an organisation."""

from tandem.identity.access.enums import Capacity
from tandem.identity.organisations.enums import MemberRole, OrganisationKind

_CAPACITY_OF_KIND = {
    OrganisationKind.OFFICE: Capacity.COUNSELLOR,
    OrganisationKind.FUND: Capacity.FUND_OFFICER,
    OrganisationKind.EMPLOYER: Capacity.EMPLOYER,
    OrganisationKind.AGENCY: Capacity.AGENCY,
    OrganisationKind.PROVIDER: Capacity.PROVIDER,
    OrganisationKind.HELPER_STRUCTURE: Capacity.HELPER,
    OrganisationKind.OPERATOR: Capacity.OPERATOR,
}


def capacity_of(kind: OrganisationKind, role: MemberRole) -> Capacity:
    """The capacity in which a member acts.

    Both roles act in the organisation's capacity: to manage an office opens no file that counselling would not open.
    """
    return _CAPACITY_OF_KIND[kind]
