"""What the platform does by itself every night: remind of team lists, put unused helpers' access to rest."""

import datetime

import structlog
from django.db import transaction

from tandem.foundation.clock import day_of
from tandem.identity.access.types import Acting
from tandem.identity.organisations import letters
from tandem.identity.organisations.enums import Event, OrganisationKind, UseState
from tandem.identity.organisations.models import HelperProfile, Membership, Organisation
from tandem.identity.organisations.rules import rest_on, team_reminder_is_due, use_state
from tandem.identity.organisations.selectors import require_operator
from tandem.identity.organisations.services._common import note

log = structlog.get_logger()


def remind_of_teams(acting: Acting, *, now: datetime.datetime) -> int:
    """Write to the managers whose team list is to be confirmed; returns how many structures were reminded.

    May run twice on one day: each reminder leaves once. Whoever has no e-mail address sees it on her pages.
    """
    require_operator(acting)
    structures = Organisation.objects.filter(kind=OrganisationKind.HELPER_STRUCTURE).order_by("pk")
    return sum(_remind(pk, now) for pk in structures.values_list("pk", flat=True))


def rest_unused_helpers(acting: Acting, *, now: datetime.datetime) -> tuple[int, int]:
    """Warn helpers who have not been here for five months, put those of six months to rest; returns how many of each.

    What rests opens nothing and is woken in one step: by the structure's manager, or by the volunteer or relative.
    """
    require_operator(acting)
    today = day_of(now)
    members = Membership.objects.in_force(on=today).exclude(helper_kind="").order_by("pk")
    profiles = HelperProfile.objects.in_force(on=today).order_by("pk")
    states = [_look_after(Membership, pk, acting, now) for pk in members.values_list("pk", flat=True)]
    states += [_look_after(HelperProfile, pk, acting, now) for pk in profiles.values_list("pk", flat=True)]
    return states.count(UseState.TO_BE_WARNED), states.count(UseState.TO_REST)


@transaction.atomic
def _remind(organisation_id: int, now: datetime.datetime) -> bool:
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    today = day_of(now)
    if not team_reminder_is_due(organisation.team_confirmed_on, organisation.team_reminded_on, today):
        return False
    managers = Membership.objects.in_force(on=today).managers().filter(organisation=organisation)
    for manager in managers.exclude(user__email=None).select_related("user").order_by("pk"):
        letters.remind_of_team(organisation, manager, now=now)
    organisation.team_reminded_on = today
    organisation.save(update_fields=["team_reminded_on"])
    return True


@transaction.atomic
def _look_after(
    model: type[Membership] | type[HelperProfile], pk: int, acting: Acting, now: datetime.datetime
) -> UseState:
    helper = model._base_manager.select_related("user").select_for_update(of=("self",)).get(pk=pk)
    today, used = day_of(now), helper.used_on
    state = use_state(used, helper.warned_on, today)
    if state is UseState.TO_BE_WARNED:
        helper.warned_on = today
        helper.save(update_fields=["warned_on"])
        letters.warn_of_rest(helper.user, rests_from=rest_on(used, today), now=now)
    elif state is UseState.TO_REST:
        helper.rests_from = today
        helper.save(update_fields=["rests_from"])
        log.info("helper_put_to_rest")
        if isinstance(helper, Membership):
            note(acting, helper.organisation, Event.PUT_TO_REST, subject_id=helper.user_id, now=now)
    return state
