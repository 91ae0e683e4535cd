"""What questions about occupations answer with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OccupationKey:
    """An occupation: `id` is ours and stable, `isco08` has four digits, `chisco5` five where it is known."""

    id: str
    isco08: str
    chisco5: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of typing help: `label` in the reader's language, `matched` the label that fitted what was typed."""

    id: str
    label: str
    matched: str
    matched_language: str
    isco08: str


@dataclass(frozen=True, slots=True)
class Detection:
    """The occupation of an ad as its title tells it; `score` from 0 to 1, `matched` the words that told it."""

    occupation: OccupationKey
    score: float
    matched: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """A span `query[start:end]` that names an occupation: `occupations` it may mean, best first.

    `label_id` is the id of the first of them: what to show as "understood as".
    """

    start: int
    end: int
    text: str
    occupations: tuple[OccupationKey, ...]
    label_id: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """An occupation group whose vacancies had to be reported in `year` (OSE art. 53a). `sample`: list incomplete."""

    year: int
    chisco5: str
    label: str
    sample: bool
