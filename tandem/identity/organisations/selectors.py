import datetime
from collections.abc import Iterable

from tandem.identity.organisations.models import Membership, Organisation, in_force

__all__ = ["in_force", "is_member", "names_of"]


def names_of(organisation_ids: Iterable[int]) -> dict[int, str]:
    """Names by id, in one query."""
    return dict(Organisation.objects.filter(pk__in=set(organisation_ids)).order_by().values_list("pk", "name"))


def is_member(user_id: int, organisation_id: int, *, on: datetime.date) -> bool:
    """Whether the account works for the organisation on that day."""
    return Membership.objects.in_force(on=on).filter(user_id=user_id, organisation_id=organisation_id).exists()
