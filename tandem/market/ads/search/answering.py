"""The one verb of the results page."""

from __future__ import annotations

import datetime

from tandem.identity.access.types import Acting
from tandem.market.ads.search.finding import find
from tandem.market.ads.search.form import SearchForm
from tandem.market.ads.search.presenter import ResultsPage, present
from tandem.market.ads.search.relaxing import relaxations


def answer(acting: Acting, form: SearchForm, *, language: str, now: datetime.datetime) -> ResultsPage:
    """What a valid form asks for, ready to be written; the form's choices then carry their counts.

    Raises IndexUnavailable.
    """
    criteria = form.criteria()
    found = find(acting, criteria, language=language, now=now)
    relaxed = relaxations(acting, criteria, found, language=language, now=now) if not found.total else []
    form.show_counts(found.facets)
    return present(found, criteria, relaxed, language=language)
