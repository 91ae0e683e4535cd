"""Organisations and helpers: numbers, capacities, due dates of a team, the most that a helper may be granted."""

import datetime
from collections.abc import Mapping

from stdnum.ch import uid, vat
from stdnum.exceptions import ValidationError

from tandem.foundation.months import months_later
from tandem.identity.access.enums import Capacity, Purpose, Reach
from tandem.identity.organisations.enums import HelperKind, MemberRole, OrganisationKind, TeamState, UseState

# What a UID that is kept looks like, for constraints.
UID = r"^CHE[0-9]{9}$"
UID_LENGTH = len("CHE123456789")

# A helper structure's team list: asked for every 3 months, announced two weeks before, overdue a month after.
TEAM_MONTHS = 3
TEAM_NOTICE = datetime.timedelta(days=14)
GRACE_MONTHS = 1
# A helper's hat that nobody uses.
UNUSED_WARNING_MONTHS = 5
UNUSED_REST_MONTHS = 6

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


# The most that a person may grant: kind of helper x area. Everybody may represent a party (LPGA/ATSG 37 al. 1); what
# is kept narrower here protects the person, not the office. A claim, the monthly form and messages to the office bind
# her (LPGA/ATSG 28 and 31, LACI/AVIG 30): only who does it as a profession sends them, and of those only the social
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


def uid_digits(text: str) -> str:
    """CHE and nine digits, however the UID was typed ("CHE-109.322.551", "che 109322551 MWST").

    Eight digits and one check digit (LIDE/UIDG art. 6, modulo 11). Raises ValueError for anything else.
    """
    kept: str = uid.compact(text.strip())
    try:
        if len(kept) > UID_LENGTH:
            kept = vat.validate(kept)[:UID_LENGTH]
        return str(uid.validate(kept))
    except ValidationError as wrong:
        raise ValueError("no UID") from wrong


def readable_uid(kept: str) -> str:
    """As on an invoice: CHE-109.322.551."""
    return str(uid.format(kept))


def team_due_on(confirmed_on: datetime.date) -> datetime.date:
    """The day from which the manager of a helper structure is asked to confirm her team again."""
    return months_later(confirmed_on, TEAM_MONTHS)


def team_state(confirmed_on: datetime.date, today: datetime.date) -> TeamState:
    """What to say of a team list: nobody loses anything when it is late, but her manager and the operator see it."""
    due = team_due_on(confirmed_on)
    if today < due - TEAM_NOTICE:
        return TeamState.CONFIRMED
    if today < due:
        return TeamState.DUE_SOON
    return TeamState.DUE if today < months_later(due, GRACE_MONTHS) else TeamState.OVERDUE


def team_reminder_is_due(confirmed_on: datetime.date, reminded_on: datetime.date | None, today: datetime.date) -> bool:
    """Once when the day comes near, once on it, once when the grace is over: whichever of the three came last."""
    due = team_due_on(confirmed_on)
    stages = [due - TEAM_NOTICE, due, months_later(due, GRACE_MONTHS)]
    reached = [stage for stage in stages if stage <= today]
    return bool(reached) and (reminded_on is None or reminded_on < reached[-1])


def use_state(used_on: datetime.date, warned_on: datetime.date | None, today: datetime.date) -> UseState:
    """What becomes of a helper's hat that nobody uses: a warning after 5 months, at rest after 6.

    Never at rest without a warning since she last used it, and never sooner than a month after that warning: a job
    that did not run for a while takes nobody by surprise.
    """
    if today < months_later(used_on, UNUSED_WARNING_MONTHS):
        return UseState.IN_USE
    if warned_on is None or warned_on <= used_on:
        return UseState.TO_BE_WARNED
    return UseState.WARNED if today < rest_on(used_on, warned_on) else UseState.TO_REST


def rest_on(used_on: datetime.date, warned_on: datetime.date) -> datetime.date:
    """The day on which a helper's hat is put to rest unless she logs in before it."""
    return max(
        months_later(used_on, UNUSED_REST_MONTHS),
        months_later(warned_on, UNUSED_REST_MONTHS - UNUSED_WARNING_MONTHS),
    )
