"""From criteria to ads: ask the index, read the rows, check that this reader may see them."""

from __future__ import annotations

import dataclasses
import datetime

from tandem.facilities.search import selectors as index
from tandem.facilities.search.types import (
    AnyOf,
    Between,
    Clause,
    Facet,
    Filter,
    Hits,
    Keyword,
    Near,
    OneOf,
    Point,
    Query,
    Words,
    WordUse,
)
from tandem.foundation import clock
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.market.ads import selectors
from tandem.market.ads.models import Ad
from tandem.market.ads.search import schema
from tandem.market.ads.search.criteria import PAGE_SIZE, SINCE_DAYS, Criteria
from tandem.market.ads.search.understanding import Understanding, Where, understand

# Below every hit of a word: the word may be the title's, the occupation is our reading of it.
_OCCUPATION_SCORE = 1.0


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What the index says: ids that nobody has checked yet, and how the question was read.

    `where` is the place in force, chosen or understood.
    """

    hits: Hits
    understanding: Understanding
    where: Where | None

    @property
    def uses(self) -> tuple[WordUse, ...]:
        """How each word was taken that names no occupation."""
        named = {word.lower() for found in self.understanding.occupations for word in found.text.split()}
        return tuple(use for use in self.hits.words if use.word.lower() not in named)

    @property
    def marked(self) -> tuple[str, ...]:
        """The words to mark in a text."""
        words = [word for use in self.uses for word in use.used]
        occupations = [word for found in self.understanding.occupations for word in found.text.split()]
        return (*words, *occupations)


def query_of(acting: Acting, criteria: Criteria, *, language: str, now: datetime.datetime) -> Query:
    """What the index is asked for one page of results with all facets."""
    today = clock.day_of(now)
    _understanding, _where, query = _question(acting, criteria, language=language, today=today)
    return dataclasses.replace(query, facets=_facets(today))


def ask(acting: Acting, criteria: Criteria, *, language: str, now: datetime.datetime) -> Answer:
    """One page of ids with all facets. Raises IndexUnavailable and TooFar."""
    today = clock.day_of(now)
    understanding, where, query = _question(acting, criteria, language=language, today=today)
    hits = index.search(schema.COLLECTION, dataclasses.replace(query, facets=_facets(today)))
    return Answer(hits, understanding, where)


def find(acting: Acting, criteria: Criteria, *, language: str, now: datetime.datetime) -> list[Ad]:
    """The ads of one page that this reader may see, in order. Raises IndexUnavailable and TooFar."""
    answer = ask(acting, criteria, language=language, now=now)
    return selectors.visible_by_ids(acting, answer.hits.ids, on=clock.day_of(now))


def how_many(acting: Acting, criteria: Criteria, *, language: str, now: datetime.datetime) -> int:
    """How many ads the index has for these criteria."""
    _understanding, _where, query = _question(acting, criteria, language=language, today=clock.day_of(now))
    hits: Hits = index.search(schema.COLLECTION, dataclasses.replace(query, size=1, page=1))
    return hits.total


def _question(
    acting: Acting, criteria: Criteria, *, language: str, today: datetime.date
) -> tuple[Understanding, Where | None, Query]:
    understanding = _understood(criteria, language)
    where = understanding.where
    if criteria.place or criteria.place_canton:
        where = Where(criteria.place_text, criteria.place, criteria.place_canton)
    place = where.place if where else None
    query = Query(
        clauses=tuple(_clauses(understanding)),
        filters=(*_filters(criteria, understanding, where), *_visible(acting, today), *_since(criteria, today)),
        near=Near(Point(place.latitude, place.longitude), criteria.radius) if place else None,
        sort=criteria.sort,
        page=criteria.page,
        size=PAGE_SIZE,
        language=language,
        forgiving=not criteria.literal,
    )
    return understanding, where, query


def _understood(criteria: Criteria, language: str) -> Understanding:
    if criteria.literal:
        return Understanding(words=criteria.words)
    return understand(
        criteria.words,
        language=language,
        with_place=not criteria.place_text,
        with_workload=criteria.workload_min is None and criteria.workload_max is None,
    )


def _clauses(understanding: Understanding) -> list[Clause]:
    clauses: list[Clause] = [
        AnyOf(
            (
                Words(occupation.text, forgiving=False),
                Keyword(schema.OCCUPATION, occupation.ids, score=_OCCUPATION_SCORE),
            )
        )
        for occupation in understanding.occupations
    ]
    if understanding.words:
        clauses.append(Words(understanding.words))
    return clauses


def _filters(criteria: Criteria, understanding: Understanding, where: Where | None) -> list[Filter]:
    chosen = {
        schema.CANTON: criteria.cantons or ((where.canton,) if where and where.place is None else ()),
        schema.PERMANENT: {True: (schema.YES,), False: (schema.NO,), None: ()}[criteria.permanent],
        schema.REMOTE: (schema.YES,) if criteria.remote else (),
        schema.LANGUAGE: criteria.languages,
        schema.SOURCE: criteria.sources,
    }
    filters: list[Filter] = [OneOf(field, values) for field, values in chosen.items() if values]
    if criteria.company:
        filters.append(Words(criteria.company, fields=(schema.COMPANY,)))
    return filters + _workload(criteria, understanding)


def _workload(criteria: Criteria, understanding: Understanding) -> list[Filter]:
    """An ad fits when its own range touches the one asked for."""
    low, high = criteria.workload_min, criteria.workload_max
    if understanding.workload:
        low, high = understanding.workload.low, understanding.workload.high
    filters: list[Filter] = []
    if low is not None:
        filters.append(Between(schema.WORKLOAD_MAX, low=low))
    if high is not None:
        filters.append(Between(schema.WORKLOAD_MIN, high=high))
    return filters


def _since(criteria: Criteria, today: datetime.date) -> list[Filter]:
    if criteria.since is None:
        return []
    return [Between(schema.PUBLISHED, low=today - datetime.timedelta(days=criteria.since))]


def _visible(acting: Acting, today: datetime.date) -> list[Filter]:
    """So that the count is right; whether an ad may be seen is decided on its row."""
    audience = schema.JOBSEEKERS if acting.capacity == Capacity.SELF else schema.EVERYBODY
    return [
        OneOf(schema.AUDIENCE, (audience,)),
        Between(schema.OPENS, high=today),
        Between(schema.CLOSES, low=today),
    ]


def _facets(today: datetime.date) -> tuple[Facet, ...]:
    ago = [today - datetime.timedelta(days=days) for days in SINCE_DAYS]
    return (
        *(
            Facet(field)
            for field in (
                schema.LANGUAGE,
                schema.CANTON,
                schema.SOURCE,
                schema.PERMANENT,
                schema.REMOTE,
                schema.WORKLOAD,
            )
        ),
        Facet(schema.PUBLISHED, ranges=tuple((day, None) for day in ago)),
    )
