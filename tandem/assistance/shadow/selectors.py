"""Questions about accounts that share something. None of them says whose they are."""

import datetime
from collections import defaultdict

from tandem.assistance.shadow import rules
from tandem.assistance.shadow.models import MonthlyRate, Shared, Sighting
from tandem.assistance.shadow.types import Rate
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of

MONTHS_SHOWN = 12


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
