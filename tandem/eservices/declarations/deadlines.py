"""By when the fund wants the papers that a filed month still misses, for reminders and her calendar."""

import datetime
import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.eservices.declarations.models import AskedPaper
from tandem.eservices.declarations.selectors import papers_with_a_limit
from tandem.facilities.deadlines.types import Deadline
from tandem.foundation.clock import day_of
from tandem.foundation.formatting import month_and_year
from tandem.identity.people.types import Located

KEY = "declarations.papers"
AROUND = datetime.timedelta(days=60)  # a calendar forgets what is not in it any more


def of_people(people: Mapping[int, Located], now: datetime.datetime) -> dict[int, list[Deadline]]:
    """One for each filing for which the fund has set a time limit, with its first open day; the number of queries
    depends on the months, not on the persons."""
    found: dict[int, list[Deadline]] = defaultdict(list)
    for rows in _by_filing(people, now).values():
        person_id, filing = rows[0][0].person_id, rows[0][0].filing
        missing = [paper.wanted_by for paper, is_here in rows if not is_here and paper.wanted_by is not None]
        every = [paper.wanted_by for paper, _is_here in rows if paper.wanted_by is not None]
        month = datetime.date.fromisoformat(f"{filing.subject}-01")
        found[person_id].append(
            Deadline(
                key=KEY,
                subject=str(filing.pk),
                title=title,
                name=functools.partial(name, month),
                opens_on=filing.received_on,
                due_on=min(missing) if missing else max(every),
                link=reverse("procedures:filing", args=[filing.receipt.number]),
                is_done=not missing,
                is_told=True,
                holds=functools.partial(_still_missing, person_id, people[person_id], filing.pk),
            )
        )
    return found


def title() -> str:
    """What a stranger may read."""
    return _("Documents that are missing")


def name(month: datetime.date) -> str:
    return _("Documents for your monthly form, %(month)s") % {"month": month_and_year(month)}


def _by_filing(people: Iterable[int], now: datetime.datetime) -> dict[int, list[tuple[AskedPaper, bool]]]:
    found: dict[int, list[tuple[AskedPaper, bool]]] = defaultdict(list)
    for paper, is_here in papers_with_a_limit(people, since=day_of(now) - AROUND):
        found[paper.filing_id].append((paper, is_here))
    return found


def _still_missing(person_id: int, place: Located, filing_id: int, now: datetime.datetime) -> bool:
    known = of_people({person_id: place}, now).get(person_id, [])
    return any(one.subject == str(filing_id) and not one.is_done for one in known)
