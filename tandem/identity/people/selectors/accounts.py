"""Who a person and an account are to each other."""

from tandem.identity.people.models import Person


def account_of_person(person_id: int) -> int | None:
    """The account with which the person logs in; None as long as she has none."""
    return Person.objects.values_list("user_id", flat=True).get(pk=person_id)


def person_of_account(user_id: int) -> int | None:
    """Whose account it is; None for one of somebody who only works here."""
    return Person.objects.filter(user_id=user_id).order_by("pk").values_list("pk", flat=True).first()
