"""The ledger in words: one visit after the other, in the reader's language. Third persons are never named."""

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
from tandem.identity.access.models import Contest, LedgerEntry
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
# Whoever acts as one of these does so for an organisation, or was chosen by the person herself. Anybody else in her
# ledger is a third person, and stays without a name.
_NAMED = frozenset(Capacity) - {Capacity.SELF, Capacity.VISITOR, Capacity.SYSTEM}


@dataclasses.dataclass(frozen=True, slots=True)
class Visit:
    """One visit as the person reads it: all that somebody did within one request.

    `sentences` in the order of the acts; `behalf`, `purpose` and `basis` hold for all of them. `entry_id` is its last
    row, to which a contest is tied.
    """

    at: datetime.datetime
    author: Author
    sentences: list[str]
    behalf: str
    purpose: str
    basis: str
    entry_id: int
    contest: Contest | None


@dataclasses.dataclass(frozen=True, slots=True)
class Day:
    date: datetime.date
    visits: list[Visit]


def by_day(entries: Iterable[LedgerEntry]) -> list[Day]:
    """Visits under the day in Switzerland on which they happened; two queries for all names."""
    rows = list(entries)
    people = selectors.names("user", (row.user_id for row in rows if row.capacity in _NAMED))
    places = selectors.names("organisation", (row.organisation_id for row in rows))
    return [
        Day(date, [_visit(list(visit), people, places) for _key, visit in itertools.groupby(of_day, key=_visit_key)])
        for date, of_day in itertools.groupby(rows, key=lambda row: day_of(row.at))
    ]


@dataclasses.dataclass(frozen=True, slots=True)
class ContestLine:
    """A contested visit as a colleague of the one who looked reads it."""

    contest_id: int
    contested_at: datetime.datetime
    visited_at: datetime.datetime
    visitor: str
    purpose: str
    person: str


def contest_lines(contests: Iterable[Contest]) -> list[ContestLine]:
    """Three queries for all names. The account behind a visit is named to its own organisation only."""
    rows = list(contests)
    people = selectors.names("user", (row.entry.user_id for row in rows))
    places = selectors.names("organisation", (row.entry.organisation_id for row in rows))
    concerned = selectors.names("person", (row.entry.person_id for row in rows))
    return [
        ContestLine(
            contest_id=row.pk,
            contested_at=row.contested_at,
            visited_at=row.entry.at,
            visitor=_who(row.entry, people, places),
            purpose=str(Purpose(row.entry.purpose).label),
            person=concerned[row.entry.person_id],
        )
        for row in rows
    ]


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


def _visit_key(row: LedgerEntry) -> tuple[object, ...]:
    """Rows with the same key that follow one another are one visit. A contested row stands by itself.

    Whoever sends requests chooses their ids: the same id again only puts sentences together, it hides none.
    """
    contested = row.pk if _contest(row) else None
    actor = (row.user_id, row.organisation_id, row.capacity, row.presence)
    return (*actor, row.authority, row.authority_reference, row.purpose, row.request_id or row.pk, contested)


def _visit(rows: list[LedgerEntry], people: Mapping[int, str], places: Mapping[int, str]) -> Visit:
    row = rows[0]
    who = _who(row, people, places)
    acts = [registry.acts.get(entry.verb) for entry in reversed(rows)]
    return Visit(
        at=rows[-1].at,
        author=Author.TOGETHER if row.presence in _TOGETHER else _AUTHORS.get(Capacity(row.capacity), Author.OFFICE),
        sentences=[(act.sentence if act else UNNAMED) % {"who": who} for act in acts],
        behalf=_behalf(row),
        purpose=str(Purpose(row.purpose).label),
        basis=_basis(row),
        entry_id=row.pk,
        contest=_contest(row),
    )


def _contest(row: LedgerEntry) -> Contest | None:
    return getattr(row, "contest", None)


def _behalf(row: LedgerEntry) -> str:
    """Whose business it was, where it was not that of the organisation that the sentence names."""
    return _("On your behalf") if row.authority in (AuthorityKind.MANDATE, AuthorityKind.SESSION) else ""


def _who(row: LedgerEntry, people: Mapping[int, str], places: Mapping[int, str]) -> str:
    capacity = Capacity(row.capacity).label
    if row.user_id is None or row.capacity not in _NAMED:
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
