"""What features above contribute to mandates: what else waits for a yes on a phone, and how far a renewal goes."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence

from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates import rules
from tandem.identity.mandates.enums import ReadingLanguage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Another feature's question that is open on a phone. `answer(yes, now)` takes the answer and says what is sent
    back; `phone` is whom to call when an answer is not understood."""

    language: ReadingLanguage
    phone: str
    answer: Callable[[bool, datetime.datetime], str]


# The question that is open on the phone with this key, for one of these persons; None when there is none.
Questions = Callable[[str, Sequence[int], datetime.datetime], Waiting | None]
# What is proposed when a mandate of this person is renewed, for each area that it has.
StepDown = Callable[[int, Mapping[Purpose, Reach], datetime.datetime], Mapping[Purpose, Reach]]

questions: list[Questions] = []
_step_down: list[StepDown] = []


def add_questions(source: Questions) -> None:
    if source not in questions:
        questions.append(source)


def set_step_down(plan: StepDown) -> None:
    """Say what a renewal by the person proposes; until somebody does, each area gets the next narrower reach."""
    _step_down[:] = [plan]


def waiting_on(phone_key: str, owners: Sequence[int], now: datetime.datetime) -> Waiting | None:
    """What else waits for an answer on a phone: one thing, because a yes could otherwise mean two."""
    return next((found for source in questions if (found := source(phone_key, owners, now))), None)


def one_step_down(reaches: Mapping[Purpose, Reach]) -> dict[Purpose, Reach]:
    """The house's default: the next narrower reach for each area."""
    return {area: rules.narrower(reach) for area, reach in reaches.items()}


def step_down(person_id: int, reaches: Mapping[Purpose, Reach], now: datetime.datetime) -> Mapping[Purpose, Reach]:
    """What to propose to a person who renews; never more than she gave before."""
    if not _step_down:
        return one_step_down(reaches)
    proposed = _step_down[0](person_id, reaches, now)
    return {area: min(reach, proposed.get(area, reach), key=list(Reach).index) for area, reach in reaches.items()}
