"""Questions about occupations: typing help, labels, occupations of titles and queries, codes."""

from collections.abc import Iterable, Iterator

from tandem.foundation.snapshots import Snapshot
from tandem.reference.occupations import equivalence, titles, typing_help
from tandem.reference.occupations.index import LabelIndex, LabelRow
from tandem.reference.occupations.models import AvamCode, Occupation, OccupationLabel, Release, ReportingObligation
from tandem.reference.occupations.types import Detection, Obligation, OccupationKey, Recognised, Suggestion


def suggest(prefix: str, *, language: str, limit: int = 10) -> list[Suggestion]:
    """Occupations one of whose labels, in any language, begins as `prefix`; typing errors are forgiven."""
    return typing_help.suggest(_index.get(), prefix, language=language, limit=limit)


def occupation(occupation_id: str) -> OccupationKey | None:
    """The occupation with that id, or None."""
    index = _index.get()
    number = index.numbers.get(occupation_id)
    return None if number is None else index.occupations[number]


def label(occupation_id: str, language: str) -> str:
    """The best label in a language, or in another where this one has none; KeyError for an unknown id."""
    index = _index.get()
    return index.best_label(index.numbers[occupation_id], language)


def labels(occupation_ids: Iterable[str], language: str) -> dict[str, str]:
    """The best label in a language for each known id; unknown ids are left out."""
    index = _index.get()
    return {
        occupation_id: index.best_label(index.numbers[occupation_id], language)
        for occupation_id in occupation_ids
        if occupation_id in index.numbers
    }


def detect(title: str, *, language: str | None = None) -> Detection | None:
    """The occupation that an ad's title names, or None when it names none.

    Gender marks, workloads, places and seniority are looked past; `language` is the ad's, if known, and only
    decides between namesakes.
    """
    return titles.detect(_index.get(), title, language=language)


def recognise(query: str, *, language: str) -> list[Recognised]:
    """The spans of a search query that name an occupation, from left to right, the longest first at each word."""
    return titles.recognise(_index.get(), query, language=language)


def equivalents(occupation_id: str) -> frozenset[str]:
    """The ids, this one included, in which a hit counts as the same occupation; KeyError for an unknown id."""
    return equivalence.equivalents(_index.get(), occupation_id)


def by_avam(code: str) -> OccupationKey | None:
    """The occupation of an AVAM code, of the old or the new generation; None for a code that means none here."""
    row = AvamCode.objects.filter(code=code, occupation__isnull=False).values_list("occupation_id", flat=True).first()
    return None if row is None else occupation(row)


def reporting_obligation(year: int, chisco5: str, *, language: str = "de") -> Obligation | None:
    """Whether vacancies of a CH-ISCO-19 code had to be reported in a year; None when the list does not name it."""
    row = ReportingObligation.objects.filter(year=year, chisco_id=chisco5).select_related("chisco").first()
    return None if row is None else Obligation(row.year, chisco5, row.chisco.labels[language], row.sample)


def _version() -> str:
    return Release.objects.values_list("content_hash", flat=True).first() or ""


def _build() -> LabelIndex:
    occupations = Occupation.objects.order_by("id").values_list("id", "isco08", "chisco_id", "esco_code", "employment")
    return LabelIndex(
        ((OccupationKey(id_, isco08, chisco), code, employed) for id_, isco08, chisco, code, employed in occupations),
        _label_rows(),
    )


def _label_rows(page: int = 5_000) -> Iterator[LabelRow]:
    """All labels by number; in pages, since a driver without server-side cursors fetches a whole answer at once."""
    last = 0
    columns = ("pk", "occupation_id", "language", "kind", "label", "folded", "keys")
    while rows := list(OccupationLabel.objects.filter(pk__gt=last).order_by("pk").values_list(*columns)[:page]):
        last = rows[-1][0]
        yield from (LabelRow(*row[1:]) for row in rows)


_index = Snapshot(_version, _build)
doubt = _index.doubt
