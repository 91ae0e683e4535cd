"""What belongs to the person's account, in her own copy: sessions, log-ins elsewhere, second factors, news. No secret.

Erased with the account, by `accounts.services.close_account`; an account with which she also works stays hers.
"""

from collections.abc import Callable
from typing import Any

from tandem.identity.accounts.selectors import listed_sessions, log_ins_elsewhere, told_news
from tandem.identity.factors.selectors import ways_of
from tandem.identity.people.selectors import account_of_person

Rows = list[dict[str, Any]]


def sessions(person_id: int) -> Rows:
    return _of_account(person_id, listed_sessions)


def elsewhere(person_id: int) -> Rows:
    return _of_account(person_id, log_ins_elsewhere)


def second_factors(person_id: int) -> Rows:
    return _of_account(person_id, _ways)


def news(person_id: int) -> Rows:
    return _of_account(person_id, told_news)


def go_with_the_account(person_id: int) -> int:
    """0: closing the account removes them."""
    return 0


def _of_account(person_id: int, rows_of: Callable[[int], Rows]) -> Rows:
    user_id = account_of_person(person_id)
    return rows_of(user_id) if user_id is not None else []


def _ways(user_id: int) -> Rows:
    """One row for each way, and for each key; of a phone only its end, the whole number stands in her own row."""
    found: Rows = []
    for way in ways_of(user_id):
        kind = str(way.factor.label)
        if way.keys:
            found += [
                {"type": kind, "name": key.name, "added_at": key.added_at, "last_used_at": key.used_at}
                for key in way.keys
            ]
        else:
            found.append({"type": kind, "phone": way.phone, "codes_left": way.left})
    return found
