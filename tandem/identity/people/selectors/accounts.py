"""Who a person and an account are to each other."""

from typing import Any

from django.db.models import QuerySet

from tandem.foundation.prepared import Rows
from tandem.identity.people.models import Person


def account_of_person(person_id: int) -> int | None:
    """The account with which the person logs in; None as long as she has none."""
    return Person.objects.values_list("user_id", flat=True).get(pk=person_id)


def person_of_account(user_id: int) -> int | None:
    """Whose account it is; None for one of somebody who only works here."""
    return _PERSON_OF.first(user_id=user_id)


def reach_at_log_in(user: Any) -> tuple[int, str, str] | None:
    """Whose account has just been logged in to, with her phone (E.164) and e-mail address, each perhaps empty.

    One query for all who ask: what was found stays with `user`, the account as this very request has loaded it.
    """
    if not hasattr(user, "reach_at_log_in"):
        user.reach_at_log_in = _REACH_OF.first(user_id=user.pk)
    found: tuple[int, str, str] | None = user.reach_at_log_in
    return found


_PERSON_OF = Rows(lambda *, user_id: _of(user_id).values_list("pk", flat=True), user_id=101)
_REACH_OF = Rows(lambda *, user_id: _of(user_id).values_list("pk", "phone", "email"), user_id=101)


def _of(user_id: int) -> QuerySet[Person]:
    return Person.objects.filter(user_id=user_id)
