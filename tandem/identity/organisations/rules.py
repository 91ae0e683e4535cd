"""As what somebody acts who works for an organisation, and what a helper may be granted at most."""

from collections.abc import Mapping

from tandem.identity.access.enums import Capacity, Purpose, Reach
from tandem.identity.organisations.enums import HelperKind, MemberRole, OrganisationKind

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


# The most that a person may grant: kind of helper x area. Everybody may represent a party (LPGA/ATSG 37 al. 1); what is
# kept narrower here protects the person, not the office. A claim, the monthly form and messages to the office bind her
# (LPGA/ATSG 28 and 31, LACI/AVIG 30): only who does it as a profession sends them, and of those only the social
# worker, whose service often advances the money, sends the claim. A volunteer leaves money to the person's own hands.
_GRANTS: Mapping[HelperKind, Mapping[Purpose, Reach]] = {
    HelperKind.PROFESSIONAL: {
        Purpose.SEARCH: Reach.SEND,
        Purpose.DOSSIER: Reach.SEND,
        Purpose.EFFORTS: Reach.SEND,
        Purpose.MONTHLY_FORM: Reach.SEND,
        Purpose.CLAIM: Reach.SEND_WITH_CONFIRMATION,
        Purpose.MESSAGES: Reach.SEND,
        Purpose.APPOINTMENTS: Reach.SEND,
    },
    HelperKind.SOCIAL_WORKER: {
        Purpose.SEARCH: Reach.SEND,
        Purpose.DOSSIER: Reach.SEND,
        Purpose.EFFORTS: Reach.SEND,
        Purpose.MONTHLY_FORM: Reach.SEND,
        Purpose.CLAIM: Reach.SEND,
        Purpose.MESSAGES: Reach.SEND,
        Purpose.APPOINTMENTS: Reach.SEND,
    },
    HelperKind.VOLUNTEER: {
        Purpose.SEARCH: Reach.SEND,
        Purpose.DOSSIER: Reach.SEND_WITH_CONFIRMATION,
        Purpose.EFFORTS: Reach.SEND_WITH_CONFIRMATION,
        Purpose.MONTHLY_FORM: Reach.PREPARE,
        Purpose.CLAIM: Reach.PREPARE,
        Purpose.MESSAGES: Reach.PREPARE,
        Purpose.APPOINTMENTS: Reach.SEND_WITH_CONFIRMATION,
    },
    HelperKind.RELATIVE: {
        Purpose.SEARCH: Reach.SEND,
        Purpose.DOSSIER: Reach.SEND,
        Purpose.EFFORTS: Reach.SEND_WITH_CONFIRMATION,
        Purpose.MONTHLY_FORM: Reach.SEND_WITH_CONFIRMATION,
        Purpose.CLAIM: Reach.SEND_WITH_CONFIRMATION,
        Purpose.MESSAGES: Reach.SEND_WITH_CONFIRMATION,
        Purpose.APPOINTMENTS: Reach.SEND,
    },
}
# Months. A volunteer is asked again after half a year: nobody employs her, so nobody else notices when she has gone.
_LONGEST: Mapping[HelperKind, int] = {
    HelperKind.PROFESSIONAL: 12,
    HelperKind.SOCIAL_WORKER: 12,
    HelperKind.VOLUNTEER: 6,
    HelperKind.RELATIVE: 12,
}


def most_that_may_be_granted(kind: HelperKind) -> Mapping[Purpose, Reach]:
    """The widest reach in each area that a person may give to a helper of this kind; an area left out: nothing."""
    return _GRANTS[kind]


def longest_grant(kind: HelperKind) -> int:
    """For how many months at most, before the person is asked again."""
    return _LONGEST[kind]


def works_for_a_structure(kind: HelperKind) -> bool:
    """Whether such a helper belongs to a helper structure; the others stand alone."""
    return kind in {HelperKind.PROFESSIONAL, HelperKind.SOCIAL_WORKER}
