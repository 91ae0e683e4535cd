"""Questions to the ledger. Features never ask them to decide anything: the person and the auditor read the ledger."""

from collections.abc import Iterable

from django.core.paginator import Page, Paginator

from tandem.identity.access import registry
from tandem.identity.access.enums import Answer, Capacity, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.rules import answer
from tandem.identity.access.types import Acting

PAGE_SIZE = 25


def permit(file: Acting, verb: str) -> Answer:
    """What the rights table says of `verb` in this opened file: a page offers no button that would be refused.

    Raises ValueError when no file is open, LookupError for a verb that no feature has registered.
    """
    if file.purpose is None:
        raise ValueError("no file is open: call open_file first")
    authority = file.authority
    return answer(file.capacity, authority.kind, authority.reach, file.purpose, registry.acts[verb].deed)


def visits(file: Acting, *, page: int | str) -> "Page[LedgerEntry]":
    """What others did in this person's file, the latest first; a page number out of range gives the nearest page."""
    rows = LedgerEntry.objects.filter(person_id=file.file(Purpose.WHO_LOOKED)).exclude(capacity=Capacity.SELF)
    return Paginator(rows.order_by("-sequence"), PAGE_SIZE).get_page(page)


def names(kind: str, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of actors of a kind ("user", "organisation"); one query, none for no ids."""
    wanted = {number for number in ids if number is not None}
    return registry.names[kind](wanted) if wanted else {}
