"""Noticing that accounts share something, taking an answer, and counting. Nobody is blocked, no office is told."""

import datetime

from django.db import transaction

from tandem.assistance.shadow import marks, rules, selectors
from tandem.assistance.shadow.enums import Kind
from tandem.assistance.shadow.models import MonthlyRate, Shared, Sighting
from tandem.assistance.shadow.rules import KEPT, QUIET
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of
from tandem.foundation.prepared import ask
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting

# Noted and counted in one statement. It does not see its own rows: she is counted by herself, unless she is a helper.
# In one order for everybody, each once: two log-ins at once never wait for each other crosswise.
_SEE = """
WITH seen AS (
    INSERT INTO shadow_sighting (kind, mark, account_mark, is_helpers, seen_on)
    SELECT DISTINCT kind, mark, %s, %s, %s::date FROM unnest(%s::varchar[], %s::varchar[]) AS thing (kind, mark)
    ORDER BY kind, mark
    ON CONFLICT (kind, mark, account_mark) DO UPDATE SET seen_on = excluded.seen_on, is_helpers = excluded.is_helpers
    RETURNING kind, mark
), hers AS (
    SELECT kind, mark FROM seen
    UNION SELECT kind, mark FROM shadow_sighting WHERE account_mark = %s AND seen_on > %s
)
SELECT count(DISTINCT other.account_mark) FROM hers LEFT JOIN shadow_sighting other
    ON other.kind = hers.kind AND other.mark = hers.mark AND other.account_mark <> %s
    AND NOT other.is_helpers AND other.seen_on > %s
WHERE NOT EXISTS (SELECT FROM shadow_shared WHERE account_mark = %s AND until > %s)
GROUP BY hers.kind, hers.mark
"""


def see(
    acting: Acting, *, device: str, phones: set[str], emails: set[str], is_helpers: bool, now: datetime.datetime
) -> bool:
    """Somebody has logged in: note, as hashes, with which device and under which numbers and addresses.

    `device` is the cookie of her browser. Returns whether she is asked: one of these things, or one of the last weeks,
    is so many persons' that it looks shared, and she has not said that it is. Raises Hidden for a visitor.
    """
    if acting.user_id is None:
        raise Hidden
    things = [
        (Kind.DEVICE, marks.of_device(device)),
        *((Kind.PHONE, marks.of_phone(phone)) for phone in phones if phone),
        *((Kind.EMAIL, marks.of_email(email)) for email in emails if email),
    ]
    account, today = marks.of_account(acting.user_id), day_of(now)
    kinds, hashes = [kind.value for kind, _mark in things], [mark for _kind, mark in things]
    since = today - KEPT
    noted = (account, is_helpers, today, kinds, hashes)
    counted = ask(_SEE, (*noted, account, since, account, since, account, today))
    return any(rules.looks_shared(others + (not is_helpers)) for (others,) in counted)


@transaction.atomic
def say_shared(acting: Acting, *, now: datetime.datetime) -> None:
    """She says that it is her family's, or a public one: she is not asked again for a year. Raises Hidden."""
    if acting.user_id is None:
        raise Hidden
    own = marks.of_account(acting.user_id)
    Shared.objects.update_or_create(account_mark=own, defaults={"until": day_of(now) + QUIET})


@transaction.atomic
def forget_account(acting: Acting, *, user_id: int, now: datetime.datetime) -> None:
    """The account is closed: nothing of it stays."""
    own = marks.of_account(user_id)
    Sighting.objects.filter(account_mark=own).delete()
    Shared.objects.filter(account_mark=own).delete()


@transaction.atomic
def reckon(acting: Acting, *, now: datetime.datetime) -> MonthlyRate:
    """Forget what is old, and write this month's rate as it stands today. Raises Hidden but for the platform."""
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    today = day_of(now)
    Sighting.objects.filter(seen_on__lte=today - KEPT).delete()
    Shared.objects.filter(until__lte=today).delete()
    accounts, in_question = selectors.accounts_now(now=now)
    rate, _is_new = MonthlyRate.objects.update_or_create(
        month=month_of(today), defaults={"accounts": accounts, "in_question": in_question}
    )
    return rate
