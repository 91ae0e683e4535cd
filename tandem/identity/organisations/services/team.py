"""Who works for an organisation: her manager says so, within limits that she cannot move."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import Event, HelperKind, MemberRole, OrganisationKind
from tandem.identity.organisations.models import Membership, Organisation
from tandem.identity.organisations.selectors import require_operator, runs_the_platform
from tandem.identity.organisations.services._common import (
    helper_kind_in,
    locked,
    managed,
    note,
    raises_herself,
)
from tandem.identity.organisations.services.invitations import AlreadyMember


class EndsTooEarly(Refusal):
    message = _("A membership cannot end before it starts. Choose a later day.")


class LastManager(Refusal):
    message = _(
        "She is the only manager: without her, nobody could invite or remove anybody. Nothing was changed. Make "
        "somebody else a manager first."
    )


class TeamChanged(Refusal):
    message = _(
        "The team has changed while you were looking at it. Nothing was confirmed. Check the list below again."
    )


class NotAtRest(Refusal):
    message = _("This access is not at rest. Nothing was changed.")


@transaction.atomic
def add_member(
    acting: Acting,
    *,
    organisation_id: int,
    user_id: int,
    starts_on: datetime.date,
    now: datetime.datetime,
    role: MemberRole = MemberRole.MEMBER,
    helper_kind: HelperKind | None = None,
) -> Membership:
    """An operator says that somebody works for an organisation from a day on. Raises Hidden, AlreadyMember.

    A manager does not add: she invites, and who is invited accepts.
    """
    require_operator(acting)
    organisation = locked(organisation_id)
    if acting.user_id == user_id or (
        organisation.kind == OrganisationKind.OPERATOR and acting.capacity is not Capacity.SYSTEM
    ):
        raise Hidden
    membership, is_new = Membership.objects.get_or_create(
        user_id=user_id,
        organisation=organisation,
        ends_before=None,
        defaults={"starts_on": starts_on, "role": role, "helper_kind": helper_kind_in(organisation, helper_kind)},
    )
    if not is_new:
        raise AlreadyMember
    note(acting, organisation, Event.JOINED, subject_id=user_id, now=now)
    return membership


@transaction.atomic
def change_role(acting: Acting, *, membership_id: int, role: MemberRole, now: datetime.datetime) -> Membership:
    """Make a member a manager, or a manager a member. Raises Hidden, LastManager.

    Nobody raises herself: a member who asks for it sees what everybody sees who has no business there.
    """
    membership = _of_team(acting, membership_id, now)
    if raises_herself(acting, membership.user_id, role, membership.role):
        raise Hidden
    if membership.role != role:
        if role is MemberRole.MEMBER:
            _keep_a_manager(membership, from_day=day_of(now))
        membership.role = role
        membership.save(update_fields=["role"])
        event = Event.MADE_MANAGER if role is MemberRole.MANAGER else Event.MADE_MEMBER
        note(acting, membership.organisation, event, subject_id=membership.user_id, now=now)
    return membership


@transaction.atomic
def end_membership(
    acting: Acting, *, membership_id: int, ends_before: datetime.date, now: datetime.datetime
) -> Membership:
    """From that day on she does not work there any more: her hat and what it opened are gone.

    Raises Hidden, EndsTooEarly (before it starts, or in the past for a manager), LastManager. An operator may end the
    last one, too: the manager may have died.
    """
    membership = _of_team(acting, membership_id, now)
    by_operator = runs_the_platform(acting)
    earliest = membership.starts_on if by_operator else max(membership.starts_on, day_of(now))
    if ends_before < earliest:
        raise EndsTooEarly
    if not by_operator:
        _keep_a_manager(membership, from_day=ends_before)
    membership.ends_before = ends_before
    membership.save(update_fields=["ends_before"])
    note(acting, membership.organisation, Event.ENDED, subject_id=membership.user_id, now=now)
    return membership


@transaction.atomic
def wake_membership(acting: Acting, *, membership_id: int, now: datetime.datetime) -> Membership:
    """A helper whose access was put to rest helps again. Raises Hidden, NotAtRest.

    She cannot wake herself: at rest she manages nothing.
    """
    membership = _of_team(acting, membership_id, now)
    if membership.rests_from is None:
        raise NotAtRest
    membership.rests_from, membership.warned_on, membership.woken_on = None, None, day_of(now)
    membership.save(update_fields=["rests_from", "warned_on", "woken_on"])
    note(acting, membership.organisation, Event.WOKEN, subject_id=membership.user_id, now=now)
    return membership


@transaction.atomic
def confirm_team(
    acting: Acting, *, organisation_id: int, seen: Collection[int], now: datetime.datetime
) -> Organisation:
    """The manager says that exactly these memberships (`seen`) are her team today. Raises Hidden, TeamChanged."""
    organisation = managed(acting, organisation_id, now)
    if acting.organisation_id != organisation.pk or organisation.kind != OrganisationKind.HELPER_STRUCTURE:
        raise Hidden
    team = Membership.objects.of_team(organisation.pk, on=day_of(now)).order_by("pk").values_list("pk", flat=True)
    if set(team) != set(seen):
        raise TeamChanged
    organisation.team_confirmed_on, organisation.team_reminded_on = day_of(now), None
    organisation.save(update_fields=["team_confirmed_on", "team_reminded_on"])
    note(acting, organisation, Event.TEAM_CONFIRMED, now=now)
    return organisation


def _of_team(acting: Acting, membership_id: int, now: datetime.datetime) -> Membership:
    """A membership that has not ended, of a team that `acting` manages. Raises Hidden."""
    organisation_id = Membership.objects.filter(pk=membership_id).values_list("organisation_id", flat=True).first()
    if organisation_id is None:
        raise Hidden
    organisation = managed(acting, organisation_id, now)
    # Read once the team is locked: what stood there before may have changed.
    membership = Membership.objects.get(pk=membership_id)
    if membership.ends_before is not None and membership.ends_before <= day_of(now):
        raise Hidden
    membership.organisation = organisation
    return membership


def _keep_a_manager(leaving: Membership, *, from_day: datetime.date) -> None:
    """Raises LastManager when nobody else manages the team from that day on."""
    if leaving.role != MemberRole.MANAGER:
        return
    others = Membership.objects.in_force(on=from_day).managers().filter(organisation_id=leaving.organisation_id)
    if not others.filter(ends_before=None).exclude(pk=leaving.pk).exists():
        raise LastManager
