"""Entries in the words of the person's page."""

import dataclasses
from collections.abc import Sequence

from django.utils.translation import gettext as _

from tandem.foundation.formatting import plain_date
from tandem.identity.access.selectors import names
from tandem.identity.activation.enums import Verdict
from tandem.identity.activation.models import PriorEntry

_COLOURS = {
    Verdict.OPEN: "grey",
    Verdict.ACCEPTED: "green",
    Verdict.CONTESTED: "ochre",
    Verdict.ANSWERED: "indigo",
}


@dataclasses.dataclass(frozen=True, slots=True)
class ListedEntry:
    """One entry as it stands on the page; `origin` is empty where nobody is on record.

    `language` is that of heading and text: she may read the page in another one by now. Empty where nobody noted it.
    """

    entry_id: int
    heading: str
    text: str
    language: str
    origin: str
    verdict: str
    colour: str
    reason: str
    answer: str
    is_open: bool


def listed(rows: Sequence[PriorEntry]) -> list[ListedEntry]:
    """Two queries for all names."""
    people = names("user", (row.written_by_id for row in rows))
    places = names("organisation", (row.organisation_id for row in rows))
    return [
        ListedEntry(
            entry_id=row.pk,
            heading=row.heading,
            text=row.text,
            language=row.language,
            origin=_origin(row, people.get(row.written_by_id or 0, ""), places.get(row.organisation_id or 0, "")),
            verdict=str(Verdict(row.verdict).label),
            colour=_COLOURS[Verdict(row.verdict)],
            reason=row.reason,
            answer=row.answer,
            is_open=row.verdict == Verdict.OPEN,
        )
        for row in rows
    ]


def _origin(row: PriorEntry, name: str, place: str) -> str:
    if row.written_at is None or not name:
        return ""
    words = {"name": name, "organisation": place, "day": plain_date(row.written_at)}
    if not place:
        return _("Written by %(name)s on %(day)s") % words
    return _("Written by %(name)s, %(organisation)s, on %(day)s") % words
