"""What a team page and the operator's list show: questions for those who may ask them."""

import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef

from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import (
    FOR_OPERATORS_ONLY,
    HelperKind,
    MemberRole,
    OrganisationKind,
    TeamState,
)
from tandem.identity.organisations.models import HistoryEntry, Invitation, Licence, Membership, Organisation
from tandem.identity.organisations.rules import team_state
from tandem.identity.organisations.selectors.directory import is_member
from tandem.identity.organisations.types import OrganisationLine, TeamMember

PAGE_SIZE = 25


def runs_the_platform(acting: Acting) -> bool:
    return acting.capacity in {Capacity.OPERATOR, Capacity.SYSTEM}


def require_operator(acting: Acting) -> None:
    """Raises Hidden for whoever does not run the platform."""
    if not runs_the_platform(acting):
        raise Hidden


def may_manage(acting: Acting, organisation: Organisation, *, now: datetime.datetime) -> bool:
    """Whether she manages it in the hat she wears, or runs the platform.

    The operator's own team is its manager's alone: otherwise any operator could let somebody in on her own.
    """
    if acting.capacity is Capacity.SYSTEM:
        return True
    if acting.capacity is Capacity.OPERATOR and organisation.kind != OrganisationKind.OPERATOR:
        return True
    if acting.user_id is None or acting.organisation_id != organisation.pk:
        return False
    hers = Membership.objects.in_force(on=day_of(now)).managers()
    return hers.filter(user_id=acting.user_id, organisation=organisation).exists()


def organisation_for(acting: Acting, organisation_id: int, *, now: datetime.datetime) -> Organisation:
    """The organisation, for its members in that hat and for operators. Raises Hidden for everybody else."""
    found = Organisation.objects.filter(pk=organisation_id).order_by("pk").first()
    if found is None or not (acting.capacity is Capacity.OPERATOR or _works_there(acting, organisation_id, now)):
        raise Hidden
    return found


def managed_organisation(acting: Acting, organisation_id: int, *, now: datetime.datetime) -> Organisation:
    """The organisation, for whoever may change its team. Raises Hidden."""
    organisation = organisation_for(acting, organisation_id, now=now)
    if not may_manage(acting, organisation, now=now):
        raise Hidden
    return organisation


def confirmable_organisation(acting: Acting, organisation_id: int, *, now: datetime.datetime) -> Organisation:
    """A helper structure, for its own manager: nobody confirms another one's team. Raises Hidden."""
    organisation = managed_organisation(acting, organisation_id, now=now)
    if acting.organisation_id != organisation.pk or organisation.kind != OrganisationKind.HELPER_STRUCTURE:
        raise Hidden
    return organisation


def agency_to_license(acting: Acting, organisation_id: int, *, now: datetime.datetime) -> Organisation:
    """An agency, for an operator. Raises Hidden for everybody else and for what needs no licence."""
    require_operator(acting)
    organisation = organisation_for(acting, organisation_id, now=now)
    if organisation.kind != OrganisationKind.AGENCY:
        raise Hidden
    return organisation


def member_for(
    acting: Acting, organisation_id: int, membership_id: int, *, now: datetime.datetime
) -> tuple[Organisation, TeamMember]:
    """One member of a team that `acting` manages. Raises Hidden for a member of any other team."""
    organisation = managed_organisation(acting, organisation_id, now=now)
    found = next((m for m in team(organisation, on=day_of(now)) if m.membership_id == membership_id), None)
    if found is None:
        raise Hidden
    return organisation, found


def somebody_else_could_answer(now: datetime.datetime) -> Exists:
    """For a query of contested visits: whether anybody but the one who looked acts for the organisation today."""
    others = Membership.objects.in_force(on=day_of(now)).exclude(user_id=OuterRef("entry__user_id"))
    return Exists(others.filter(organisation_id=OuterRef("entry__organisation_id")))


def team(organisation: Organisation, *, on: datetime.date) -> list[TeamMember]:
    """Who works there on a day, managers first, then by name; one query."""
    rows = Membership.objects.of_team(organisation.pk, on=on).select_related("user")
    return [
        TeamMember(
            membership_id=row.pk,
            user_id=row.user_id,
            name=row.user.name,
            role=MemberRole(row.role),
            helper_kind=HelperKind(row.helper_kind) if row.helper_kind else None,
            starts_on=row.starts_on,
            ends_before=row.ends_before,
            used_on=row.used_on,
            rests_from=row.rests_from,
        )
        for row in rows.order_by("role", "user__name", "pk")
    ]


def open_invitations(organisation: Organisation, *, now: datetime.datetime) -> list[Invitation]:
    """What was offered and is not answered yet, the latest first; one query."""
    return list(Invitation.objects.open(at=now).filter(organisation=organisation).order_by("-invited_at", "-pk"))


def history(acting: Acting, organisation: Organisation, *, page: int | str) -> "Page[HistoryEntry]":
    """What happened to the organisation and its team, the latest first; of blocks only an operator reads."""
    entries = HistoryEntry.objects.filter(organisation=organisation).select_related("user", "subject")
    if not runs_the_platform(acting):
        entries = entries.exclude(event__in=FOR_OPERATORS_ONLY)
    return Paginator(entries.order_by("-at", "-pk"), PAGE_SIZE).get_page(page)


def licences(organisation: Organisation) -> list[Licence]:
    """An agency's licences, the latest first."""
    return list(Licence.objects.filter(agency=organisation).order_by("-valid_from", "-pk"))


def state_of_team(organisation: Organisation, *, on: datetime.date) -> TeamState | None:
    """How the team list stands; None for organisations that confirm none."""
    if organisation.kind != OrganisationKind.HELPER_STRUCTURE:
        return None
    return team_state(organisation.team_confirmed_on, on)


def all_organisations(acting: Acting, *, kind: str, page: int | str) -> "Page[Organisation]":
    """The operator's list, those that need her first; a kind that nobody knows means all. Raises Hidden for others."""
    require_operator(acting)
    rows = Organisation.objects.filter(kind=kind) if kind in OrganisationKind.values else Organisation.objects.all()
    return Paginator(rows.order_by("-is_to_be_checked", "name", "pk"), PAGE_SIZE).get_page(page)


def lines(page: "Page[Organisation]", *, on: datetime.date) -> list[OrganisationLine]:
    """The rows of the operator's list; two queries more for all of them."""
    rows = list(page)
    managers = Membership.objects.in_force(on=on).managers().filter(organisation__in=rows).order_by()
    managed = set(managers.values_list("organisation_id", flat=True))
    in_force = Licence.objects.in_force(on=on).filter(agency__in=rows).order_by()
    licensed = set(in_force.values_list("agency_id", flat=True))
    return [
        OrganisationLine(
            organisation_id=row.pk,
            kind=str(OrganisationKind(row.kind).label),
            name=row.name,
            place=f"{row.postal_code} {row.locality}".strip(),
            is_to_be_checked=row.is_to_be_checked,
            is_blocked=row.is_blocked,
            has_manager=row.pk in managed,
            lacks_licence=row.kind == OrganisationKind.AGENCY and row.pk not in licensed,
            team=state_of_team(row, on=on),
        )
        for row in rows
    ]


def _works_there(acting: Acting, organisation_id: int, now: datetime.datetime) -> bool:
    return (
        acting.user_id is not None
        and acting.organisation_id == organisation_id
        and is_member(acting.user_id, organisation_id, on=day_of(now))
    )
