"""Which postal codes and communes each regional office serves, taken from a file as a canton hands it out."""

import csv
import datetime
from collections.abc import Iterable, Iterator

from django.db import transaction

from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import OrganisationKind
from tandem.identity.organisations.models import Organisation, ServiceArea
from tandem.identity.organisations.selectors import require_operator
from tandem.identity.organisations.types import RowError
from tandem.reference.localities.selectors import at_postal_code, commune_numbers

COLUMNS = ("office", "postal_code", "commune_number", "from")


class Unusable(Exception):
    """A file of which nothing was taken in. `errors` says of each line what is wrong with it."""

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


@transaction.atomic
def load_service_areas(acting: Acting, *, lines: Iterable[str], now: datetime.datetime) -> int:
    """Take in a CSV file (comma, first line `office,postal_code,commune_number,from`); returns the number of rows.

    `office` is the office's name, `from` a day as 2026-01-31; either the postal code or the commune's number is given.
    An area that another office served is handed over on that day. All of the file or, with Unusable, nothing. Raises
    Hidden for others than operators.
    """
    require_operator(acting)
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise Unusable([RowError(line=1, message=f"The first line must be {','.join(COLUMNS)}.")])
    offices = dict(
        Organisation.objects.filter(kind=OrganisationKind.OFFICE).order_by("name").values_list("name", "pk")
    )
    communes = commune_numbers()
    read = [(reader.line_num, _read(reader.line_num, row, offices, communes)) for row in reader]
    errors = [row for _line, row in read if isinstance(row, RowError)]
    areas = [row for _line, row in read if isinstance(row, ServiceArea)]
    errors += _twice(read) if not errors else []
    if errors:
        raise Unusable(errors)
    for area in areas:
        _hand_over(area)
    return len(areas)


def _read(line: int, row: dict[str, str], offices: dict[str, int], communes: frozenset[int]) -> ServiceArea | RowError:
    office, postal_code = (row["office"] or "").strip(), (row["postal_code"] or "").strip()
    commune, begins = (row["commune_number"] or "").strip(), (row["from"] or "").strip()
    wrong = None
    starts_on = None
    try:
        starts_on = datetime.date.fromisoformat(begins)
    except ValueError:
        wrong = f"from: {begins!r} is no day. Write it as 2026-01-31."
    if office not in offices:
        wrong = f"office: no regional office is called {office!r}."
    elif bool(postal_code) == bool(commune):
        wrong = "Give a postal code or a commune, one of them."
    elif postal_code and not at_postal_code(postal_code):
        wrong = f"postal_code: no place in Switzerland has {postal_code!r}."
    elif commune and not (commune.isdecimal() and int(commune) in communes):
        wrong = f"commune_number: no commune has the number {commune!r}."
    if wrong or starts_on is None:
        return RowError(line=line, message=wrong or "")
    return ServiceArea(
        office_id=offices[office],
        postal_code=postal_code,
        commune_number=int(commune) if commune else None,
        starts_on=starts_on,
    )


def _twice(rows: list[tuple[int, ServiceArea | RowError]]) -> Iterator[RowError]:
    """An area that the file gives to an office twice: which of the two is meant, nobody knows."""
    seen: dict[tuple[str, int | None], int] = {}
    for line, area in rows:
        if isinstance(area, ServiceArea):
            key = (area.postal_code, area.commune_number)
            if key in seen:
                yield RowError(line=line, message=f"This area stands in line {seen[key]} already.")
            seen.setdefault(key, line)


def _hand_over(area: ServiceArea) -> None:
    same = ServiceArea.objects.select_for_update().filter(
        postal_code=area.postal_code, commune_number=area.commune_number
    )
    # What was to begin on this day or later is replaced; what began before ends on it.
    same.filter(starts_on__gte=area.starts_on).delete()
    for before in same.in_force(on=area.starts_on).order_by("pk"):
        before.ends_before = area.starts_on
        before.save(update_fields=["ends_before"])
    area.save()
