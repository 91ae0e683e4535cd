"""What a person's home has to know first: where it is worth asking more. One query for all features of the house."""

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tandem.foundation.once import once
from tandem.foundation.prepared import Rows
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting
from tandem.identity.people.models import Person
from tandem.identity.people.registry import Sign, signs
from tandem.identity.people.types import Located


@dataclasses.dataclass(frozen=True, slots=True)
class Glance:
    """`located`: where deadlines come from; None as long as neither an office nor a fund is in charge."""

    located: Located | None
    numbers: Mapping[str, int]

    def number(self, sign: str) -> int:
        """How many rows there are of what somebody registered under this name. Raises LookupError for nobody."""
        if sign not in self.numbers:
            raise LookupError(f"nothing is counted as {sign!r}; known: {', '.join(sorted(self.numbers))}")
        return self.numbers[sign]


def at_a_glance(file: Acting) -> Glance:
    """What there is in the person's own opened file; one query. A count shows nothing: whoever shows what is counted
    opens the file for its purpose. Raises Hidden for everybody else.
    """
    if not file.is_own_file:
        raise Hidden
    return _glance(file.file())


@once
def _glance(person_id: int) -> Glance:
    asked = tuple(signs.items())
    row = _asking(asked).first(person_id=person_id)
    if row is None:
        raise Hidden
    canton, office_id, fund_id, *numbers = row
    in_charge = office_id is not None or fund_id is not None
    return Glance(
        located=Located(canton, office_id, fund_id) if in_charge else None,
        numbers={name: number for (name, _sign), number in zip(asked, numbers, strict=True)},
    )


@functools.cache
def _asking(asked: tuple[tuple[str, Sign], ...]) -> "Rows[tuple[Any, ...]]":
    """Built once for the signs that are registered: a place in memory for each set of them, and there is one."""
    counts = {f"number_{place}": sign for place, (_name, sign) in enumerate(asked)}

    def build(*, person_id: int) -> QuerySet[Person, tuple[Any, ...]]:
        found = Person.objects.filter(pk=person_id).order_by("pk")
        found = found.annotate(**{name: number_of(sign) for name, sign in counts.items()})
        return found.values_list("canton", "office_id", "fund_id", *counts)

    return Rows(build, person_id=4_611_686_018_427_387_902)


def exists(sign: Sign) -> Exists:
    """On a row of a person: whether one of these rows is hers."""
    return Exists(sign.rows().filter(**{sign.person: OuterRef("pk")}))


def number_of(sign: Sign) -> Coalesce:
    """On a row of a person: how many of these rows are hers."""
    rows = sign.rows().filter(**{sign.person: OuterRef("pk")}).order_by()
    counted = rows.values(sign.person).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
