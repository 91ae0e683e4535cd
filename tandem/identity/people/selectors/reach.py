"""How to write to a person."""

import textwrap
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from tandem.foundation.languages import Language
from tandem.foundation.prepared import Rows, RowsAmong
from tandem.identity.people import rules
from tandem.identity.people.enums import Channel
from tandem.identity.people.models import Person
from tandem.identity.people.types import Contact, Located

# What fits into the window of an envelope.
_LINE = 60


def contact_of(person_id: int) -> Contact:
    """How to write to the person, for what the platform sends. A page asks for her file instead.

    A helper's whereabouts are not in it: whoever delivers through a helper asks the mandates, and goes on to the next
    channel when there is none.
    """
    if (person := _PERSON.first(person_id=person_id)) is None:
        raise Person.DoesNotExist
    lines = [person.name, person.street, f"{person.postal_code} {person.locality}"] if person.has_address else []
    return Contact(
        name=person.name,
        email=person.email,
        phone=person.phone,
        address=tuple(part for line in lines for part in textwrap.wrap(line, _LINE)),
        language=Language(person.language),
        channels=order_of(person),
        large_print=person.large_print,
    )


# Asked for each message, and so for each form that is filed.
_PERSON = Rows(lambda *, person_id: Person.objects.filter(pk=person_id), person_id=4_611_686_018_427_387_903)


def located(person_ids: Iterable[int]) -> dict[int, Located]:
    """Those of these persons whom an office or a fund is in charge of, by id; one query. For the house's own use."""
    return _by_id(_LOCATED.among(person_ids))


def located_after(last_id: int, limit: int) -> dict[int, Located]:
    """The next `limit` of them with a higher id than `last_id`, in this order: for jobs that go through everybody."""
    return _by_id(_located(pk__gt=last_id)[:limit])


def _located(**who: Any) -> QuerySet[Person, tuple[int, str, int | None, int | None]]:
    in_charge = Person.objects.filter(Q(office__isnull=False) | Q(fund__isnull=False), **who).order_by("pk")
    return in_charge.values_list("pk", "canton", "office_id", "fund_id")


_LOCATED = RowsAmong(_located, "pk")


def _by_id(rows: Iterable[tuple[int, str, int | None, int | None]]) -> dict[int, Located]:
    return {pk: Located(canton, office_id, fund_id) for pk, canton, office_id, fund_id in rows}


def addresses_of(person_ids: Iterable[int]) -> dict[int, str]:
    """What stands on an envelope, line by line; only the name for whoever has no address."""
    contacts = {person_id: contact_of(person_id) for person_id in person_ids}
    return {person_id: "\n".join(found.address or (found.name,)) for person_id, found in contacts.items()}


def channel_order(person_id: int) -> tuple[Channel, ...]:
    """The channels to try, the first one first; empty when only the desk is left."""
    return contact_of(person_id).channels


def order_of(person: Person) -> tuple[Channel, ...]:
    """The same for a row that is at hand."""
    return rules.channel_order(
        [Channel(channel) for channel in person.channels],
        reserved=person.reserved_from_digital,
        account=person.user_id is not None,
        email=person.email,
        phone=person.phone,
        address=person.has_address,
    )
