"""The results page as values that a template can write down."""

from __future__ import annotations

import dataclasses
import datetime
import math
import uuid
from collections.abc import Iterator

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tandem.facilities.search.rules import distance_km
from tandem.facilities.search.selectors import fragment, highlight
from tandem.facilities.search.types import REACH, Piece, Point
from tandem.foundation.languages import OWN_NAMES, Language
from tandem.market.ads.enums import AdStatus
from tandem.market.ads.models import Ad
from tandem.market.ads.search import schema, sentences
from tandem.market.ads.search.criteria import PAGE_SIZE, Criteria
from tandem.market.ads.search.finding import Answer
from tandem.market.ads.search.relaxing import Relaxation
from tandem.reference.occupations import selectors as occupations


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One result. `distance` is whole kilometres from the place asked for."""

    id: uuid.UUID
    title: SafeString
    language: str
    language_name: str
    company: str
    place: str
    distance: int | None
    workload: str
    published: datetime.date | None
    restricted: bool
    snippet: SafeString
    why: str


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    label: str
    address: str
    total: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ResultsPage:
    """`reading` are the sentences on how the question was read; `other_reading` the way out of it."""

    rows: list[Row]
    total: int
    pages: int
    page: int
    more_than_shown: bool
    reading: list[str]
    other_reading: Link | None
    bands: list[Link]
    relaxations: list[Link]
    first_page: str


def present(
    answer: Answer, ads: list[Ad], criteria: Criteria, relaxed: list[Relaxation], *, language: str
) -> ResultsPage:
    reading = sentences.how_it_was_read(answer, criteria, language)
    return ResultsPage(
        rows=list(_rows(answer, ads, criteria, language)),
        total=answer.hits.total,
        pages=math.ceil(min(answer.hits.total, REACH) / PAGE_SIZE),
        page=criteria.page,
        more_than_shown=answer.hits.total > REACH,
        reading=reading,
        other_reading=_other_reading(criteria) if reading else None,
        bands=_bands(answer, criteria),
        relaxations=[Link(sentences.relaxation(step), step.criteria.address(), step.total) for step in relaxed],
        first_page=criteria.address(),
    )


def marked(pieces: tuple[Piece, ...]) -> SafeString:
    """Whatever the ad says is escaped; only our own mark is markup."""
    return format_html_join(
        "", "{}{}{}", ((_OPEN, piece.text, _CLOSE) if piece.marked else ("", piece.text, "") for piece in pieces)
    )


_OPEN, _CLOSE = SafeString("<mark>"), SafeString("</mark>")


def _rows(answer: Answer, ads: list[Ad], criteria: Criteria, language: str) -> Iterator[Row]:
    understood = frozenset().union(*(one.ids for one in answer.understanding.occupations))
    shared = {ad.pk: _shared_occupation(ad, understood) for ad in ads}
    labels = occupations.labels([one for one in shared.values() if one], language)
    for ad in ads:
        yield _row(ad, answer, criteria, language, labels.get(shared[ad.pk], ""))


def _shared_occupation(ad: Ad, understood: frozenset[str]) -> str:
    return next((row.concept_id for row in ad.occupations.all() if row.concept_id in understood), "")


def _row(ad: Ad, answer: Answer, criteria: Criteria, language: str, occupation: str) -> Row:
    text = ad.text_for(language)
    words = answer.marked
    spoken = text.language if text else language
    title = highlight(text.title, words, language=spoken) if text else ()
    snippet = fragment(_plain(text.description), words, language=spoken) if text else ()
    company = "" if ad.company_anonymous else ad.company_name
    return Row(
        id=ad.pk,
        title=marked(title),
        language=spoken,
        language_name=OWN_NAMES[Language(spoken)],
        company=company or _("Company not named"),
        place=" ".join(filter(None, [ad.postal_code, ad.city])) or ad.canton,
        distance=_distance(ad, answer),
        workload=_workload(ad),
        published=ad.publication_starts_on,
        restricted=ad.status == AdStatus.PUBLISHED_RESTRICTED or not ad.public_display,
        snippet=marked(snippet),
        why=sentences.why(
            title,
            snippet,
            _named(company, ad.city, words),
            occupation,
            asked=bool(criteria.words),
            filtered=criteria != Criteria(page=criteria.page, sort=criteria.sort),
        ),
    )


def _named(company: str, city: str, words: tuple[str, ...]) -> str:
    pieces = [*highlight(company, words, language="names"), *highlight(city, words, language="names")]
    return next((piece.text for piece in pieces if piece.marked), "")


def _plain(markdown: str) -> str:
    return markdown.translate(str.maketrans("*#_`\\", "     "))


def _distance(ad: Ad, answer: Answer) -> int | None:
    place = answer.where.place if answer.where else None
    if place is None or ad.latitude is None or ad.longitude is None:
        return None
    return round(distance_km(Point(place.latitude, place.longitude), Point(ad.latitude, ad.longitude)))


def _workload(ad: Ad) -> str:
    if ad.workload_max is None:
        return ""
    return f"{ad.workload_max} %" if ad.workload_min == ad.workload_max else f"{ad.workload_min}–{ad.workload_max} %"


def _other_reading(criteria: Criteria) -> Link:
    if criteria.literal:
        return Link(_("Search by meaning again"), criteria.address(literal=False))
    return Link(_("Search these words exactly as they stand"), criteria.address(literal=True))


def _bands(answer: Answer, criteria: Criteria) -> list[Link]:
    counts = answer.hits.facets.get(schema.WORKLOAD, {})
    links = []
    for low, high in schema.WORKLOAD_BANDS:
        if count := counts.get(f"{low}-{high}"):
            label = f"{low} %" if low == high else f"{low}–{high} %"
            links.append(Link(label, criteria.address(workload_min=low, workload_max=high), count))
    return links
