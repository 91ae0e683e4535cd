"""The path of each task over time: for the person, and for the helper to whom she shows it."""

import datetime
from collections.abc import Iterable, Mapping

from tandem.assistance.autonomy import rules
from tandem.assistance.autonomy.enums import HELPERS_WORD, NextTime, Task, Why
from tandem.assistance.autonomy.models import Observation, OwnWord, Share
from tandem.assistance.autonomy.opening import opened
from tandem.assistance.autonomy.types import AreaProposal, Known, Path, Said, Step
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Presence, Purpose, Reach
from tandem.identity.access.types import Acting
from tandem.identity.mandates.selectors import mandates_held, mandates_of
from tandem.identity.mandates.types import AreaLine, MandateCard


def paths(acting: Acting) -> list[Path]:
    """The person's own tasks of which something is known, in the order in which people meet them. Raises Hidden."""
    if not acting.is_own_file:
        raise Hidden
    return _paths(acting.file(Purpose.HELP), Task)


def path(acting: Acting, task: Task) -> Path:
    """One of them, empty while nothing is known. Raises Hidden."""
    return next((one for one in paths(acting) if one.task is task), Path(task, (), ()))


def shared_paths(acting: Acting, *, now: datetime.datetime) -> list[Path]:
    """What the person shows to the helper who has her file open (`Purpose.HELP`): to her by name, not to her manager.

    Raises Hidden for everybody who is no helper.
    """
    if acting.capacity is not Capacity.HELPER:
        raise Hidden
    person_id = acting.file(Purpose.HELP)
    numbers = _named_in(acting, now)
    with opened(person_id):
        rows = Share.objects.filter(person_id=person_id, ended_at=None, mandate_id__in=numbers)
        shared = {Task(task) for task in rows.values_list("task", flat=True).order_by("task").distinct()}
    return _paths(person_id, shared) if shared else []


def shared_with(acting: Acting, task: Task) -> set[int]:
    """The numbers of the mandates to which the person shows one task."""
    person_id = acting.file(Purpose.HELP)
    if not acting.is_own_file:
        raise Hidden
    with opened(person_id):
        rows = Share.objects.filter(person_id=person_id, task=task, ended_at=None)
        return set(rows.values_list("mandate_id", flat=True))


def running_mandates(acting: Acting, *, now: datetime.datetime) -> list[MandateCard]:
    """The person's mandates that run, for her choice of whom she shows something to."""
    file = acting.herself(acting.file(Purpose.HELP), Purpose.MANDATES)
    return [card for card in mandates_of(file, now=now) if card.is_running]


def plan(person_id: int, before: Iterable[AreaLine], proposed: Iterable[AreaLine]) -> list[AreaProposal]:
    """Why a renewal proposes what it proposes, area by area; for the person's own page alone."""
    held = {line.area: line.reach for line in before}
    found = known(person_id, held)
    lines = []
    for line in proposed:
        reach = held.get(line.area)
        if reach is None:
            continue
        advice = rules.next_reach(reach, found[line.area])
        why = advice.why if advice.reach is line.reach else Why.SENT_AS_ASKED
        lines.append(AreaProposal(area=line.area, before=reach, proposed=line.reach, why=why))
    return lines


def propose(person_id: int, reaches: Mapping[Purpose, Reach], now: datetime.datetime) -> dict[Purpose, Reach]:
    """What a renewal by the person herself proposes for each area (`mandates.registry.set_step_down`)."""
    found = known(person_id, reaches)
    return {area: rules.next_reach(reach, found[area]).reach for area, reach in reaches.items()}


def known(person_id: int, areas: Iterable[Purpose]) -> Mapping[Purpose, Known]:
    """What is known of the tasks of each area."""
    wanted = {area: set(rules.TASKS.get(area, ())) for area in areas}
    tasks = set().union(*wanted.values())
    by_task = {one.task: one for one in _paths(person_id, tasks)} if tasks else {}
    found = {}
    for area, here in wanted.items():
        mine = [by_task[task] for task in here if task in by_task]
        steps = sorted((step for one in mine for step in one.steps), key=lambda step: step.at, reverse=True)
        said = sorted((word for one in mine for word in one.said), key=lambda word: word.at)
        found[area] = Known(tuple(step.level for step in steps), said[-1].word if said else None)
    return found


def _paths(person_id: int, tasks: Iterable[Task]) -> list[Path]:
    """Two queries beside the two of the lock, whatever the number of tasks."""
    wanted = [task for task in Task if task in set(tasks)]
    with opened(person_id):
        steps: dict[str, list[Step]] = {task: [] for task in wanted}
        rows = Observation.objects.filter(person_id=person_id, task__in=wanted).order_by("-at", "-pk")
        for task, at, level, source in rows.values_list("task", "at", "level", "source"):
            if len(steps[task]) < rules.SHOWN:
                steps[task].append(Step(at, Presence(level), source.startswith(HELPERS_WORD)))
        said: dict[str, list[Said]] = {task: [] for task in wanted}
        words = OwnWord.objects.filter(person_id=person_id, task__in=wanted).order_by("at", "pk")
        for task, at, word in words.values_list("task", "at", "word"):
            said[task].append(Said(at, NextTime(word)))
    return [
        Path(task, tuple(reversed(steps[task])), tuple(said[task])) for task in wanted if steps[task] or said[task]
    ]


def _named_in(acting: Acting, now: datetime.datetime) -> list[int]:
    """The running mandates in which the helper herself is named, in the hat she wears."""
    return [
        card.number
        for card in mandates_held(acting, now=now)
        if card.is_running and any(helper.user_id == acting.user_id for helper in card.helpers)
    ]
