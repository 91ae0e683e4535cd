"""Questions about occupations: typing help, labels, occupations of titles and queries, codes."""

from collections.abc import Iterable

from tandem.reference.occupations.types import Detection, Obligation, OccupationKey, Recognised, Suggestion


def suggest(prefix: str, *, language: str, limit: int = 10) -> list[Suggestion]:
    """Occupations one of whose labels, in any language, begins as `prefix`; typing errors are forgiven."""
    raise NotImplementedError


def occupation(occupation_id: str) -> OccupationKey | None:
    """The occupation with that id, or None."""
    raise NotImplementedError


def label(occupation_id: str, language: str) -> str:
    """The best label in a language; KeyError for an unknown id."""
    raise NotImplementedError


def labels(occupation_ids: Iterable[str], language: str) -> dict[str, str]:
    """The best label in a language for each known id."""
    raise NotImplementedError


def detect(title: str, *, language: str | None = None) -> Detection | None:
    """The occupation that an ad's title names, or None when it names none."""
    raise NotImplementedError


def recognise(query: str, *, language: str) -> list[Recognised]:
    """The spans of a search query that name an occupation, from left to right."""
    raise NotImplementedError


def equivalents(occupation_id: str) -> frozenset[str]:
    """The ids, this one included, in which a hit counts as the same occupation; KeyError for an unknown id."""
    raise NotImplementedError


def by_avam(code: str) -> OccupationKey | None:
    """The occupation of an AVAM code, of the old or the new generation, or None."""
    raise NotImplementedError


def reporting_obligation(year: int, chisco5: str, *, language: str = "de") -> Obligation | None:
    """Whether vacancies of a CH-ISCO-19 code had to be reported in a year; None when the list does not name it."""
    raise NotImplementedError
