"""What to give up when nothing is found: each step is tried, and only those that help are offered."""

from __future__ import annotations

import dataclasses
import datetime
import enum
from collections.abc import Iterator

from tandem.identity.access.types import Acting
from tandem.market.ads.search.criteria import RADII_KM, Criteria
from tandem.market.ads.search.finding import Answer, how_many

_MOST = 4


class Step(enum.Enum):
    WIDER = "wider"
    ANYWHERE = "anywhere"
    ANY_WORKLOAD = "any workload"
    ANY_CONTRACT = "any contract"
    ANY_TIME = "any time"
    ANY_LANGUAGE = "any language"
    ANY_CANTON = "any canton"
    ANY_SOURCE = "any source"
    ANY_COMPANY = "any company"
    NOT_REMOTE = "not remote"
    NO_WORDS = "no words"


@dataclasses.dataclass(frozen=True, slots=True)
class Relaxation:
    """`criteria` find `total` ads."""

    step: Step
    criteria: Criteria
    total: int


def relaxations(
    acting: Acting, criteria: Criteria, answer: Answer, *, language: str, now: datetime.datetime
) -> list[Relaxation]:
    """At most four single steps that lead to ads, the smallest first."""
    helpful: list[Relaxation] = []
    for step, relaxed in _steps(criteria, answer):
        if step in {one.step for one in helpful}:
            continue
        total = how_many(acting, relaxed, language=language, now=now)
        if total:
            helpful.append(Relaxation(step, relaxed, total))
        if len(helpful) == _MOST:
            break
    return helpful


def _steps(criteria: Criteria, answer: Answer) -> Iterator[tuple[Step, Criteria]]:
    explicit = _spelt_out(criteria, answer)
    if explicit.place:
        for radius in RADII_KM:
            if radius > criteria.radius:
                yield Step.WIDER, dataclasses.replace(explicit, radius=radius)
    changes: list[tuple[Step, bool, dict[str, object]]] = [
        (Step.ANY_WORKLOAD, bool(explicit.workload_min or explicit.workload_max), _WITHOUT_WORKLOAD),
        (Step.ANY_CONTRACT, criteria.permanent is not None, {"permanent": None}),
        (Step.ANY_TIME, criteria.since is not None, {"since": None}),
        (Step.ANY_LANGUAGE, bool(criteria.languages), {"languages": ()}),
        (Step.NOT_REMOTE, criteria.remote, {"remote": False}),
        (Step.ANY_SOURCE, bool(criteria.sources), {"sources": ()}),
        (Step.ANY_COMPANY, bool(criteria.company), {"company": ""}),
        (Step.ANY_CANTON, bool(criteria.cantons), {"cantons": ()}),
        (Step.ANYWHERE, bool(explicit.place_text), _WITHOUT_PLACE),
        (Step.NO_WORDS, bool(explicit.words), {"words": ""}),
    ]
    for step, in_force, change in changes:
        if in_force:
            yield step, dataclasses.replace(explicit, **change)  # type: ignore[arg-type]


_WITHOUT_WORKLOAD: dict[str, object] = {"workload_min": None, "workload_max": None}
_WITHOUT_PLACE: dict[str, object] = {"place_text": "", "place": None, "place_canton": ""}


def _spelt_out(criteria: Criteria, answer: Answer) -> Criteria:
    """The same search with what was understood moved from the words to the filters, so that it can be given up."""
    words = criteria.words
    changes: dict[str, object] = {"page": 1}
    if answer.understanding.where:
        where = answer.understanding.where
        words = words.replace(where.text, " ", 1)
        canton = "" if where.place else where.canton
        changes |= {"place_text": where.text, "place": where.place, "place_canton": canton}
    if answer.understanding.workload:
        workload = answer.understanding.workload
        words = words.replace(workload.text, " ", 1)
        changes |= {"workload_min": workload.low, "workload_max": workload.high}
    return dataclasses.replace(criteria, words=" ".join(words.split()), **changes)  # type: ignore[arg-type]
