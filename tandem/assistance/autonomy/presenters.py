"""What the pages say of a path: sentences, and a small picture that says the same as the table beside it."""

import dataclasses
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tandem.assistance.autonomy.enums import LEVELS
from tandem.assistance.autonomy.types import Path, Step
from tandem.foundation import formatting
from tandem.foundation.authorship import Author
from tandem.identity.access.enums import Presence

# As the person reads them, about herself; the shapes are those of the whole house.
LEVEL_WORDS = {
    Presence.ALONE: gettext_lazy("alone"),
    Presence.SECOND_LOOK: gettext_lazy("alone, after a second look"),
    Presence.TOGETHER_OWN_HANDS: pgettext_lazy("how a task came about", "together, you wrote"),
    Presence.TOGETHER_HELPER_HANDS: pgettext_lazy("how a task came about", "together, your helper wrote"),
    Presence.IN_PLACE: gettext_lazy("your helper did it in your place"),
}
# The same for a helper who reads it.
LEVEL_WORDS_FOR_HELPER = {
    Presence.ALONE: gettext_lazy("alone"),
    Presence.SECOND_LOOK: gettext_lazy("alone, after a second look"),
    Presence.TOGETHER_OWN_HANDS: pgettext_lazy("how a task came about", "together, the person wrote"),
    Presence.TOGETHER_HELPER_HANDS: pgettext_lazy("how a task came about", "together, a helper wrote"),
    Presence.IN_PLACE: gettext_lazy("a helper did it in place of the person"),
}
SHAPES = {
    Presence.ALONE: Author.PERSON,
    Presence.SECOND_LOOK: Author.PERSON,
    Presence.TOGETHER_OWN_HANDS: Author.TOGETHER,
    Presence.TOGETHER_HELPER_HANDS: Author.TOGETHER,
    Presence.IN_PLACE: Author.HELPER,
}

ROW, COLUMN, LEFT, TOP = 34, 44, 22, 22


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One time in the table."""

    at: object
    words: str
    shape: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One shape in the picture."""

    x: int
    y: int
    shape: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A row for each of the five ways, a column for each time. No number stands in it."""

    width: int
    height: int
    rows: tuple[tuple[int, str], ...]
    marks: tuple[Mark, ...]
    line: str
    description: str


def sentence(path: Path) -> str:
    """How it went the last time, and the time before when that was different."""
    if not path.steps:
        return ""
    last = path.steps[-1]
    before = next((step for step in reversed(path.steps[:-1]) if step.level != last.level), None)
    said = {"day": formatting.plain_date(last.at), "how": LEVEL_WORDS[last.level]}
    if before is None:
        return _("On %(day)s: %(how)s.") % said
    return _("On %(day)s: %(how)s. Before, on %(earlier)s: %(how_before)s.") % {
        **said,
        "earlier": formatting.plain_date(before.at),
        "how_before": LEVEL_WORDS[before.level],
    }


def lines(path: Path, *, for_helper: bool = False) -> list[Line]:
    """The table, the latest first."""
    words = LEVEL_WORDS_FOR_HELPER if for_helper else LEVEL_WORDS
    return [
        Line(at=step.at, words=_told(step, str(words[step.level])), shape=SHAPES[step.level].value)
        for step in reversed(path.steps)
    ]


def _told(step: Step, words: str) -> str:
    return _("%(how)s (a helper noted it)") % {"how": words} if step.is_told else words


def picture(path: Path, *, for_helper: bool = False) -> Picture | None:
    """None for a single time: one shape is no path."""
    if len(path.steps) < 2:
        return None
    words = LEVEL_WORDS_FOR_HELPER if for_helper else LEVEL_WORDS
    places = [(LEFT + COLUMN * number, _row(step)) for number, step in enumerate(path.steps)]
    return Picture(
        width=LEFT * 2 + COLUMN * (len(places) - 1),
        height=TOP * 2 + ROW * (len(LEVELS) - 1),
        rows=tuple((TOP + ROW * number, str(words[level])) for number, level in enumerate(LEVELS)),
        marks=tuple(
            Mark(x=x, y=y, shape=SHAPES[step.level].value) for (x, y), step in zip(places, path.steps, strict=True)
        ),
        line=" ".join(f"{x},{y}" for x, y in places),
        description=_described(path.steps, words),
    )


def _described(steps: Sequence[Step], words: Mapping[Presence, object]) -> str:
    """All of it once more for whoever hears the picture."""
    return "; ".join(f"{formatting.plain_date(step.at)}: {words[step.level]}" for step in steps)


def _row(step: Step) -> int:
    return TOP + ROW * LEVELS.index(step.level)
