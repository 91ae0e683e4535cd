"""The ledger in words: one sentence for each visit, in the reader's language."""

import dataclasses
import datetime
import itertools
from collections.abc import Iterable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.foundation.authorship import Author
from tandem.foundation.clock import day_of
from tandem.identity.access import registry, selectors
from tandem.identity.access.enums import AuthorityKind, Capacity, Presence, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.rules import citation
from tandem.identity.access.types import Acting
from tandem.identity.access.wording import UNNAMED

_TOGETHER = {Presence.TOGETHER_OWN_HANDS, Presence.TOGETHER_HELPER_HANDS}
_AUTHORS = {
    Capacity.SELF: Author.PERSON,
    Capacity.HELPER: Author.HELPER,
    Capacity.PROVIDER: Author.HELPER,
    Capacity.SYSTEM: Author.SYSTEM,
    Capacity.OPERATOR: Author.SYSTEM,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Visit:
    """One visit as the person reads it."""

    at: datetime.datetime
    author: Author
    sentence: str
    purpose: str
    basis: str


@dataclasses.dataclass(frozen=True, slots=True)
class Day:
    date: datetime.date
    visits: list[Visit]


def by_day(entries: Iterable[LedgerEntry]) -> list[Day]:
    """Visits under the day in Switzerland on which they happened; two queries for all names."""
    rows = list(entries)
    people = selectors.names("user", (row.user_id for row in rows))
    places = selectors.names("organisation", (row.organisation_id for row in rows))
    grouped = itertools.groupby(rows, key=lambda row: day_of(row.at))
    return [Day(date, [_visit(row, people, places) for row in visits]) for date, visits in grouped]


def hat_label(hat: Acting, places: Mapping[int, str]) -> str:
    """As what and for which organisation somebody acts: "Counsellor, RAV Musterstadt", "For myself"."""
    if hat.capacity is Capacity.SELF:
        return _("For myself")
    if hat.organisation_id is None:
        return str(hat.capacity.label)
    return _("%(capacity)s, %(organisation)s") % {
        "capacity": hat.capacity.label,
        "organisation": places[hat.organisation_id],
    }


def _visit(row: LedgerEntry, people: Mapping[int, str], places: Mapping[int, str]) -> Visit:
    act = registry.acts.get(row.verb)
    sentence = act.sentence if act else UNNAMED
    return Visit(
        at=row.at,
        author=Author.TOGETHER if row.presence in _TOGETHER else _AUTHORS.get(Capacity(row.capacity), Author.OFFICE),
        sentence=sentence % {"who": _who(row, people, places)},
        purpose=str(Purpose(row.purpose).label),
        basis=_basis(row),
    )


def _who(row: LedgerEntry, people: Mapping[int, str], places: Mapping[int, str]) -> str:
    capacity = Capacity(row.capacity).label
    if row.user_id is None:
        return str(capacity)
    words = {
        "name": people.get(row.user_id) or _("An account that no longer exists"),
        "capacity": capacity,
        "organisation": places.get(row.organisation_id or 0, ""),
    }
    if row.organisation_id is None:
        return _("%(name)s (%(capacity)s)") % words
    return _("%(name)s (%(capacity)s, %(organisation)s)") % words


def _basis(row: LedgerEntry) -> str:
    label = AuthorityKind(row.authority).label
    if not row.authority_reference:
        return str(label)
    return _("%(authority)s (%(reference)s)") % {
        "authority": label,
        "reference": citation(row.authority_reference, get_language() or "de"),
    }
