"""Who looks after whose files meanwhile."""

import datetime

from django.db.models import Q

from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import MemberRole
from tandem.identity.organisations.selectors import organisation_for, team
from tandem.identity.people.enums import StandInReason
from tandem.identity.people.models import Person, StandIn, StandInQuerySet
from tandem.identity.people.types import OfficeTeam, StandInLine


def office_team(acting: Acting, now: datetime.datetime) -> OfficeTeam:
    """Who works at the counsellor's office, and whose absence she may arrange. Raises Hidden for others."""
    if acting.capacity is not Capacity.COUNSELLOR or acting.organisation_id is None:
        raise Hidden
    members = team(organisation_for(acting, acting.organisation_id, now=now), on=day_of(now))
    own = next(member for member in members if member.user_id == acting.user_id)
    every = frozenset(member.membership_id for member in members)
    return OfficeTeam(
        members={member.membership_id: member.name for member in members},
        own=own.membership_id,
        may_arrange=every if own.role is MemberRole.MANAGER else frozenset({own.membership_id}),
    )


def counsellor_of(file: Acting) -> int | None:
    """The membership of the counsellor in charge of the opened file."""
    return Person.objects.values_list("counsellor_id", flat=True).get(pk=file.file())


def stand_ins_of(file: Acting, now: datetime.datetime) -> list[StandInLine]:
    """Who stands in for the counsellor of the opened file, now or in the days to come; one query."""
    person = Person.objects.filter(pk=file.file())
    rows = StandIn.objects.filter(
        Q(person=None) | Q(person_id=file.file()), counsellor__in=person.values("counsellor").order_by()
    )
    return _lines(rows, day_of(now))


def stand_ins_at(team: OfficeTeam, now: datetime.datetime) -> list[StandInLine]:
    """Stand-ins at an office in which a member takes part, now or in the days to come; a manager sees all."""
    rows = StandIn.objects.filter(Q(counsellor__in=team.may_arrange) | Q(substitute__in=team.may_arrange))
    return _lines(rows, day_of(now))


def _lines(rows: StandInQuerySet, day: datetime.date) -> list[StandInLine]:
    still = rows.filter(ends_before__gt=day, closed_at=None)
    return [
        StandInLine(
            stand_in_id=row.pk,
            counsellor=row.counsellor.user.name,
            substitute=row.substitute.user.name,
            person=row.person.name if row.person else "",
            reason=StandInReason(row.reason),
            starts_on=row.starts_on,
            last_day=row.ends_before - datetime.timedelta(days=1),
            has_begun=row.starts_on <= day,
        )
        for row in still.select_related("counsellor__user", "substitute__user", "person").order_by("starts_on", "pk")
    ]
