"""Questions to the ledger. Features never ask them to decide anything: the person and the auditor read the ledger."""

from collections.abc import Iterable

from django.core.paginator import Page, Paginator

from tandem.identity.access import registry
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.types import Acting

PAGE_SIZE = 25


def visits(file: Acting, *, page: int | str) -> "Page[LedgerEntry]":
    """What others did in this person's file, the latest first; a page number out of range gives the nearest page."""
    rows = LedgerEntry.objects.filter(person_id=file.file(Purpose.WHO_LOOKED)).exclude(capacity=Capacity.SELF)
    return Paginator(rows.order_by("-sequence"), PAGE_SIZE).get_page(page)


def names(kind: str, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of actors of a kind ("user", "organisation"); one query, none for no ids."""
    wanted = {number for number in ids if number is not None}
    return registry.names[kind](wanted) if wanted else {}
