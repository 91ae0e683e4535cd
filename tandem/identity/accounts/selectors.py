from collections.abc import Iterable

from tandem.identity.accounts.models import User


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Names by id, in one query."""
    return dict(User.objects.filter(pk__in=set(user_ids)).order_by().values_list("pk", "name"))


def account_of(username: str) -> User | None:
    """The account with this login name, whatever its case."""
    return User.objects.known_as(username).first()
