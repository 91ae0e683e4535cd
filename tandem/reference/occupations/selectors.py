"""Questions about occupations: typing help, labels, occupations of titles and queries, codes."""

import functools
from collections.abc import Iterable

from tandem.foundation.bulk import read_table
from tandem.reference.occupations import detecting, groups, suggesting
from tandem.reference.occupations.lexicon import DATA, lexicon
from tandem.reference.occupations.types import Detection, Obligation, OccupationKey, Recognised, Suggestion


def suggest(prefix: str, *, language: str, limit: int = 10) -> list[Suggestion]:
    """Occupations one of whose labels, in any language, begins as `prefix`; typing errors are forgiven."""
    return suggesting.suggest(prefix, language=language, limit=limit)


def occupation(occupation_id: str) -> OccupationKey | None:
    """The occupation with that id, or None."""
    number = lexicon().position.get(occupation_id)
    return None if number is None else lexicon().keys[number]


def label(occupation_id: str, language: str) -> str:
    """The best label in a language; KeyError for an unknown id."""
    return suggesting.best_label(lexicon(), lexicon().position[occupation_id], language)


def labels(occupation_ids: Iterable[str], language: str) -> dict[str, str]:
    """The best label in a language for each known id."""
    return {one: label(one, language) for one in occupation_ids if one in lexicon().position}


def detect(title: str, *, language: str | None = None) -> Detection | None:
    """The occupation that an ad's title names, or None when it names none. Titles mix languages: all are tried."""
    return detecting.detect(title)


def recognise(query: str, *, language: str) -> list[Recognised]:
    """The spans of a search query that name an occupation, from left to right."""
    return detecting.recognise(query)


def equivalents(occupation_id: str) -> frozenset[str]:
    """The ids, this one included, in which a hit counts as the same occupation; KeyError for an unknown id."""
    return groups.equivalents(occupation_id)


def by_avam(code: str) -> OccupationKey | None:
    """The occupation of an AVAM code, of the old or the new generation, or None."""
    number = lexicon().avam.get(code)
    return None if number is None else lexicon().keys[number]


def by_group(code: str) -> OccupationKey | None:
    """The most usual occupation of an ISCO-08 unit group (4 digits) or a CH-ISCO-19 type (5 digits), or None."""
    known = lexicon()
    keys = [known.keys[number] for number in known.by_unit.get(code[:4], ())]
    exact = [key for key in keys if len(code) == 5 and key.chisco5 == code]
    return next(iter(exact or keys), None)


def reporting_obligation(year: int, chisco5: str, *, language: str = "de") -> Obligation | None:
    """Whether vacancies of a CH-ISCO-19 code had to be reported in a year; None when the list does not name it."""
    if chisco5 not in _reported().get(year, ()):
        return None
    return Obligation(year, chisco5, lexicon().chisco[chisco5][language], sample=True)


@functools.cache
def _reported() -> dict[int, frozenset[str]]:
    """The shipped lists are samples from public quotations: `docs/data.md`."""
    lists: dict[int, set[str]] = {}
    for row in read_table(DATA / "reporting_obligation.tsv"):
        lists.setdefault(int(row["year"]), set()).add(row["chisco5"])
    return {year: frozenset(codes) for year, codes in lists.items()}
