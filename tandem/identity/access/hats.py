"""As what an account may act at a moment: one question to the database for all who know something of it."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import QuerySet, Value

from tandem.foundation.clock import day_of
from tandem.foundation.prepared import Statement
from tandem.identity.access import of_request, registry
from tandem.identity.access.types import Acting, HatRow

_EXAMPLES = {"user_id": 4_611_686_018_427_387_901, "on": datetime.date(1911, 1, 31)}


def worn_by(user_id: int, now: datetime.datetime) -> list[Acting]:
    """All hats of an account, the default first; one query, whose SQL is built once per process."""
    found = _statement().fetch(user_id=user_id, on=day_of(now))
    hats = []
    for place, *facts in sorted(found, key=lambda row: (row[0], row[5] or datetime.date.min, row[6])):
        row = HatRow(*facts)
        hats.append(registry.hats[place].wear(user_id, row))
        if row.person_id is not None:
            of_request.note_owner(user_id, row.person_id)
    return hats


_built: dict[tuple[registry.Hats, ...], Statement] = {}


def _statement() -> Statement:
    sources = tuple(registry.hats)
    if sources not in _built:
        _built[sources] = Statement(_union, **_EXAMPLES)
    return _built[sources]


def _union(*, user_id: int, on: datetime.date) -> QuerySet[Any]:
    first, *others = (
        source.rows(user_id, on).annotate(place=Value(place)).values_list("place", *registry.HAT_COLUMNS)
        for place, source in enumerate(registry.hats)
    )
    return first.union(*others, all=True)
