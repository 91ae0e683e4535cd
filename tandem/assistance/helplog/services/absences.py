"""Who of a team is away, and who stands in: said by herself or by her manager, who may have to say it for her."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.assistance.helplog.models import Absence
from tandem.assistance.helplog.selectors import structure_of_helper
from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.types import Acting
from tandem.identity.organisations.selectors import is_member, may_manage


class EndsTooEarly(Refusal):
    message = _("The last day lies before the first one, or is over. Nothing was saved. Check both days.")


class NotOfTheTeam(Refusal):
    message = _("She does not work here on these days. Nothing was saved. Choose somebody of the team.")


@transaction.atomic
def say_absence(
    acting: Acting,
    *,
    helper_id: int,
    starts_on: datetime.date,
    last_day: datetime.date,
    stand_in_id: int | None,
    now: datetime.datetime,
) -> Absence:
    """A helper is away until a day (that day included); `stand_in_id` may be unknown.

    Standing in opens no file: whoever is to see one is named in its mandate, and the person is told of that.
    Raises Hidden for another one's absence unless she manages the structure, EndsTooEarly, NotOfTheTeam.
    """
    structure = structure_of_helper(acting, now=now)
    if acting.user_id is None or (helper_id != acting.user_id and not may_manage(acting, structure, now=now)):
        raise Hidden
    if last_day < starts_on or last_day < day_of(now):
        raise EndsTooEarly
    team = [helper_id] if stand_in_id is None else [helper_id, stand_in_id]
    if stand_in_id == helper_id or not all(is_member(one, structure.pk, on=day_of(now)) for one in team):
        raise NotOfTheTeam
    return Absence.objects.create(
        structure=structure,
        helper_id=helper_id,
        stand_in_id=stand_in_id,
        starts_on=starts_on,
        ends_before=last_day + datetime.timedelta(days=1),
        set_at=now,
        set_by_id=acting.user_id,
    )


@transaction.atomic
def end_absence(acting: Acting, *, absence_id: int, now: datetime.datetime) -> None:
    """She is back today, or does not go. Raises Hidden for another one's, unless she manages the structure."""
    structure = structure_of_helper(acting, now=now)
    today = day_of(now)
    rows = Absence.objects.not_over(on=today).filter(pk=absence_id, structure=structure)
    found = rows.select_for_update().order_by("pk").first()
    if found is None or (found.helper_id != acting.user_id and not may_manage(acting, structure, now=now)):
        raise Hidden
    found.ends_before = max(found.starts_on, today)
    found.save(update_fields=["ends_before"])
