"""Who acts, for tests: what the middleware would build, without a request.

They ask the registered hats instead of the features above, so that `access` stays under everybody.
"""

import datetime

from tandem.identity.access.hats import worn_by
from tandem.identity.access.types import Acting

NOON = datetime.datetime(2026, 4, 3, 10, 0, tzinfo=datetime.UTC)


def acting_as(person, *, now: datetime.datetime = NOON) -> Acting:
    """The person acting for herself: `acting_as(PersonFactory(with_account=True))`."""
    return next(hat for hat in _hats(person.user_id, now) if hat.person_id == person.pk)


def acting_as_member(membership, *, now: datetime.datetime = NOON) -> Acting:
    """Somebody acting for her organisation: `acting_as_member(MembershipFactory(fund_officer=True))`."""
    return next(hat for hat in _hats(membership.user_id, now) if hat.organisation_id == membership.organisation_id)


def _hats(user_id: int, now: datetime.datetime) -> list[Acting]:
    return worn_by(user_id, now)
