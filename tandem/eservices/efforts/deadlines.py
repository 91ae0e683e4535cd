"""When each month is due, for reminders and calendars; two queries for any number of persons."""

import datetime
import functools
from collections import defaultdict
from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.eservices.efforts.models import Proof
from tandem.eservices.efforts.selectors.duty import Duty, duties
from tandem.facilities.deadlines.types import Deadline
from tandem.foundation.clock import day_of
from tandem.foundation.formatting import month_and_year
from tandem.foundation.months import following, month_of, preceding
from tandem.foundation.prepared import RowsAmong
from tandem.identity.people.types import Located

KEY = "efforts.proof"
# From when on a month is worth handing in: five days before its end, twelve in December (Job-Room's form).
OPENS_BEFORE, OPENS_BEFORE_IN_DECEMBER = 5, 12


def of_people(people: Mapping[int, Located], now: datetime.datetime) -> dict[int, list[Deadline]]:
    """The proofs of this month and the two before, of whoever has an office or has said when unemployment begins.

    A month in which no day bears the duty is no deadline.
    """
    this_month = month_of(day_of(now))
    months = [this_month, preceding(this_month), preceding(preceding(this_month))]
    held = duties(people)
    concerned = [
        person_id for person_id, located in people.items() if located.office_id is not None or held[person_id].entry
    ]
    filed = set(_FILED.among(concerned, since=months[-1])) if concerned else set()
    found: dict[int, list[Deadline]] = defaultdict(list)
    for person_id in concerned:
        for month in months:
            if held[person_id].days(month)[0]:
                found[person_id].append(_deadline(person_id, people[person_id], held[person_id], month, filed))
    return found


_FILED = RowsAmong(
    lambda *, since, **whose: (
        Proof.objects.filter(**whose, month__gte=since).order_by("pk").values_list("person_id", "month")
    ),
    "person_id",
    since=datetime.date(2000, 1, 1),
)


def title(month: datetime.date) -> str:
    """What a stranger may read."""
    return _("Your list of %(month)s") % {"month": month_and_year(month)}


def name(month: datetime.date) -> str:
    """What it is called in the law and on her pages."""
    return _("Proof of job-search efforts, %(month)s") % {"month": month_and_year(month)}


def received(month: datetime.date, *, automatic: bool) -> str:
    """The same once it is filed, with who did it."""
    if automatic:
        return _("%(name)s, transmitted by the platform as it was noted when the month fell due") % {
            "name": name(month)
        }
    return name(month)


def _deadline(
    person_id: int, located: Located, duty: Duty, month: datetime.date, filed: set[tuple[int, datetime.date]]
) -> Deadline:
    days = OPENS_BEFORE_IN_DECEMBER if month.month == 12 else OPENS_BEFORE
    return Deadline(
        key=KEY,
        subject=f"{month:%Y-%m}",
        title=functools.partial(title, month),
        name=functools.partial(name, month),
        opens_on=following(month) - datetime.timedelta(days=days),
        due_on=duty.due_on(month, located.canton),
        link=reverse("efforts:month", args=[month]),
        is_done=(person_id, month) in filed,
        holds=functools.partial(_is_unfiled, person_id, month),
    )


def _is_unfiled(person_id: int, month: datetime.date, now: datetime.datetime) -> bool:
    return not Proof.objects.filter(person_id=person_id, month=month).exists()
