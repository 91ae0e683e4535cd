"""Questions about accounts that share something. None of them says whose they are."""

import datetime
from collections import defaultdict

from django.db.models import Count, Exists, QuerySet

from tandem.assistance.shadow import marks, rules
from tandem.assistance.shadow.models import MonthlyRate, Shared, Sighting
from tandem.assistance.shadow.types import Rate
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of
from tandem.foundation.prepared import Rows

MONTHS_SHOWN = 12


def is_asked(user_id: int, *, now: datetime.datetime) -> bool:
    """Whether an account shares something with so many persons' accounts that its user is asked; one query."""
    own, today = marks.of_account(user_id), day_of(now)
    shared_with = _SHARED_WITH.all(own=own, today=today, since=today - rules.KEPT)
    return any(rules.looks_shared(accounts) for accounts in shared_with)


def _shared_with(*, own: str, today: datetime.date, since: datetime.date) -> "QuerySet[Sighting, int]":
    """How many persons' accounts have each thing that this one has, unless her answer holds that it is shared."""
    is_quiet = Shared.objects.filter(account_mark=own, until__gt=today)
    hers = Sighting.objects.filter(~Exists(is_quiet), account_mark=own, seen_on__gt=since)
    persons = Sighting.objects.filter(mark__in=hers.order_by().values("mark"), is_helpers=False, seen_on__gt=since)
    groups = persons.order_by("kind", "mark").values("kind", "mark")
    return groups.annotate(accounts=Count("account_mark", distinct=True)).values_list("accounts", flat=True)


_SHARED_WITH = Rows(_shared_with, own="mark", today=datetime.date(2000, 1, 1), since=datetime.date(1999, 1, 1))


def accounts_now(*, now: datetime.datetime) -> tuple[int, int]:
    """How many persons' accounts were used in the last 30 days, and how many of them are in question; two queries."""
    today = day_of(now)
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = Sighting.objects.still_kept(on=today).filter(is_helpers=False).order_by()
    for kind, mark, account in rows.values_list("kind", "mark", "account_mark").iterator():
        used[kind, mark].add(account)
    quiet = set(Shared.objects.filter(until__gt=today).order_by().values_list("account_mark", flat=True))
    everybody = set().union(*used.values()) if used else set()
    return len(everybody), len(rules.in_question(used, quiet))


def public_rates(*, now: datetime.datetime) -> list[Rate]:
    """The failure rate of the last complete months, the latest first, small ones hidden; one query."""
    rows = MonthlyRate.objects.filter(month__lt=month_of(day_of(now))).order_by("-month")
    return [
        Rate(month=row.month, per_thousand=rules.per_thousand(row.in_question, row.accounts))
        for row in rows[:MONTHS_SHOWN]
    ]
