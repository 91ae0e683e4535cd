from tandem.identity.factors.selectors import has_second_factor
from tandem.identity.people.selectors import account_of_person
from tandem.identity.presence_codes.models import PresenceCode


def next_number(person_id: int) -> int | None:
    """The number of the code that is asked for next, None without any: the first unused one, however often asked."""
    line = next_line(person_id)
    return line.number if line else None


def counts_for(person_id: int) -> bool:
    """Whether a printed code may stand for this person: she has no second factor of her own, with or without account.

    As soon as she has one, it alone proves that she is there.
    """
    account = account_of_person(person_id)
    return account is None or not has_second_factor(account)


def next_line(person_id: int) -> PresenceCode | None:
    lines = PresenceCode.objects.filter(code_list__person_id=person_id, used_at=None)
    return lines.select_related("code_list").order_by("number").first()
