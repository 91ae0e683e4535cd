"""The one verb of the results page."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import threading
from collections import OrderedDict
from collections.abc import Hashable

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tandem.foundation import clock
from tandem.market.ads import selectors
from tandem.market.ads.search.criteria import Criteria
from tandem.market.ads.search.finding import Answer, ask
from tandem.market.ads.search.form import SearchForm
from tandem.market.ads.search.presenter import present
from tandem.market.ads.search.relaxing import relaxations

_KEPT = 256
_PARTS = ("search_bar", "reading", "filters", "results")


@dataclasses.dataclass(frozen=True, slots=True)
class Drawing:
    """The parts of the page that depend on question and answer, as markup."""

    search_bar: SafeString
    reading: SafeString
    filters: SafeString
    results: SafeString


@functools.lru_cache(maxsize=1_000)
def criteria_of(query: str, language: str) -> Criteria | None:
    """What a query string asks for; None when something in it is unknown or impossible: the form says what."""
    form = SearchForm(QueryDict(query))
    return form.criteria() if form.is_valid() else None


def answer(request: HttpRequest, criteria: Criteria, *, language: str, now: datetime.datetime) -> Drawing:
    """What the query string of the request, read as `criteria`, finds: drawn. Raises IndexUnavailable.

    The index is asked and the rows are checked each time. Only the drawing is kept, for as long as the index answers
    the same and the same rows, unchanged, may be seen: it says nothing about the reader.
    """
    acting, today = request.acting, clock.day_of(now)  # type: ignore[attr-defined]
    found = ask(acting, criteria, language=language, now=now)
    visible = selectors.visible_versions(acting, found.hits.ids, on=today)
    query = request.GET.urlencode()
    key = (language, query, tuple(visible), _state(found), found.hits.total or acting.capacity)
    drawing = _drawings.get(key)
    if drawing is None:
        ads = selectors.visible_by_ids(acting, [ad_id for ad_id, _changed in visible], on=today)
        relaxed = [] if found.hits.total else relaxations(acting, criteria, found, language=language, now=now)
        form = SearchForm(QueryDict(query))
        form.full_clean()
        form.show_counts(found.hits.facets)
        context = {"form": form, "results": present(found, ads, criteria, relaxed, language=language)}
        drawing = Drawing(*(render_to_string(f"ads/_{part}.html", context, request) for part in _PARTS))
        _drawings.keep(key, drawing)
    return drawing


def _state(found: Answer) -> Hashable:
    facets = tuple((field, tuple(sorted(counts.items()))) for field, counts in found.hits.facets.items())
    return facets, found.hits.words


class _Drawings:
    """The last ones, in this process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Drawing] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Drawing | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, drawing: Drawing) -> None:
        with self._lock:
            self._kept[key] = drawing
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)


_drawings = _Drawings()
