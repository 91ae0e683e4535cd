"""The sentences and facts of invented ads, as `data/` says them.

Lists of one family stand in the same order in every language: the third duty in German is the third in Italian. So an
ad in two languages says the same twice.
"""

import dataclasses
import functools
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from tandem.foundation.languages import Language

DATA = Path(__file__).parent / "data"
LANGUAGES: tuple[str, ...] = tuple(Language.values)
T = TypeVar("T")
# Codes of `enums.Education`.
UNSKILLED = frozenset({"120", "121"})


@dataclasses.dataclass(frozen=True, slots=True)
class Occupation:
    """What an ad may look for. `salary` is francs per month for full-time work, lowest and highest.

    `titles` and `duties` are by language; `weight` is how often it is looked for, against the others.
    """

    esco: str
    isco: str
    chisco: str
    weight: int
    education: str
    reportable: bool
    salary: tuple[int, int]
    titles: dict[str, tuple[str, ...]]
    duties: dict[str, tuple[str, ...]]

    @property
    def is_skilled(self) -> bool:
        return self.education not in UNSKILLED


@dataclasses.dataclass(frozen=True, slots=True)
class FamilyWords:
    """One language of a family. `openings` name `{company}`, `companies` name `{name}`.

    English has no `companies`: a company is named in the language of its place.
    """

    companies: tuple[str, ...]
    openings: tuple[str, ...]
    duties: tuple[str, ...]
    requirements: tuple[str, ...]
    skills: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Family:
    """Occupations that share surroundings.

    `english` is the share of ads in English, `remote` the usual shares of work from home in percent, `forms` the
    probability of each form of work, `part_time` that of a small workload. `skilled_duties` are the positions of
    duties that nobody gives to the unskilled.
    """

    key: str
    english: float
    remote: tuple[int, ...]
    part_time: float
    forms: dict[str, float]
    skilled_duties: frozenset[int]
    words: dict[str, FamilyWords]
    occupations: tuple[Occupation, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class GeneralWords:
    """What any ad may say in one language."""

    duties_headings: tuple[str, ...]
    requirements_headings: tuple[str, ...]
    offers_headings: tuple[str, ...]
    openings: tuple[str, ...]
    agency_openings: tuple[str, ...]
    offers: tuple[str, ...]
    closings: tuple[str, ...]
    contacts: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Names:
    """Invented names of one language region; `agencies` name `{name}`."""

    companies: tuple[str, ...]
    agencies: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    streets: tuple[str, ...]


@functools.cache
def families() -> tuple[Family, ...]:
    return tuple(_family(path) for path in sorted((DATA / "families").glob("*.toml")))


@functools.cache
def general_words() -> dict[str, GeneralWords]:
    return {language: _words(GeneralWords, said) for language, said in _read(DATA / "general.toml").items()}


@functools.cache
def names() -> dict[str, Names]:
    """By language region: de, fr, it."""
    return {region: _words(Names, said) for region, said in _read(DATA / "names.toml").items()}


def _family(path: Path) -> Family:
    said = _read(path)
    return Family(
        key=path.stem,
        english=said["english"],
        remote=tuple(said["remote"]),
        part_time=said["part_time"],
        forms=said["forms"],
        skilled_duties=frozenset(said["skilled_duties"]),
        words={language: _words(FamilyWords, said[language]) for language in LANGUAGES},
        occupations=tuple(_occupation(one) for one in said["occupation"]),
    )


def _occupation(said: dict[str, Any]) -> Occupation:
    low, high = said["salary"]
    return Occupation(
        esco=said["esco"],
        isco=said["isco"],
        chisco=said["chisco"],
        weight=said["weight"],
        education=said["education"],
        reportable=said.get("reportable", False),
        salary=(low, high),
        titles={language: tuple(said["title"][language]) for language in LANGUAGES},
        duties={language: tuple(said["duties"][language]) for language in LANGUAGES},
    )


def _words(kind: type[T], said: dict[str, list[str]]) -> T:
    return kind(**{field.name: tuple(said[field.name]) for field in dataclasses.fields(kind)})  # type: ignore[arg-type]


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
