"""A declared form as lines on paper: numbered questions, the way between them, what is known already."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tandem.eservices.on_paper.rules import jumps
from tandem.eservices.procedures.types import Procedure, RowsField

LONG = 160  # signs of an answer from which on it gets a box instead of a line
WIDEST = 6  # questions of a row from which on each row gets a box of its own instead of a line in a table
COLUMNS = 6
FEW = 2  # answers up to which a question of a box lets another one stand beside it
MOST_TICKS = 20  # options from which on somebody writes instead of ticking: countries, for example
MOST_NAMED = 6  # options that a condition names; of more it names those that are not meant


@dataclasses.dataclass(frozen=True, slots=True)
class Way:
    """The questions of a procedure in their order, the options of those that decide, and the numbers they bear."""

    procedure: Procedure
    order: tuple[str, ...]
    options: Mapping[str, tuple[Any, ...]]
    numbers: Mapping[str, int]

    def left_out(self, name: str, question: str, answer: Any) -> bool:
        """Whether this answer alone leaves a question out: by its own condition, or with its whole page."""
        return _hangs_on(self.procedure, name, question, answer) or self._page_left_out(name, question, answer)

    def _page_left_out(self, name: str, question: str, answer: Any) -> bool:
        step = next(step for step in self.procedure.steps if name in step.fields)
        shown = step.shown_when
        if shown is None or question in step.fields:
            return False
        # A page hangs on this question when another answer to it would show it.
        return not shown({question: answer}) and any(shown({question: other}) for other in self.options[question])

    def depends_on(self, name: str) -> tuple[str, tuple[Any, ...]] | None:
        """The question, and the answers to it, under which alone this one is asked; None when it is always asked."""
        for question in self.order[: self.order.index(name)]:
            values = self.options.get(question, ())
            kept = tuple(value for value in values if not self.left_out(name, question, value))
            if values and kept and len(kept) < len(values):
                return question, kept
        return None


def way_of(procedure: Procedure) -> Way:
    fields = procedure.fields
    return Way(
        procedure=procedure,
        order=tuple(fields),
        options={name: values_of(field) for name, field in fields.items() if values_of(field)},
        numbers={name: number for number, name in enumerate(fields, start=1)},
    )


def lines(procedure: Procedure, answers: Mapping[str, Any], known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What `paper/form.typ` prints for each page of questions; `known` is what prefills a question."""
    way = way_of(procedure)
    turns = jumps(way.order, way.options, way.left_out)
    return [
        {
            "title": str(step.title),
            "lead": str(step.lead),
            "questions": [_question(way, turns, name, answers.get(name, known.get(name))) for name in step.fields],
        }
        for step in procedure.steps
    ]


def _question(way: Way, turns: Mapping[tuple[str, int], str | None], name: str, value: Any) -> dict[str, Any]:
    field = way.procedure.fields[name]
    on = way.depends_on(name)
    return {
        "number": way.numbers[name],
        "question": str(field.label or name),
        "hint": str(field.help_text),
        "condition": condition(way, *on) if on else "",
        "optional": not field.required,
        **_space(field, value),
        "options": [
            {
                "label": label,
                "checked": _is_chosen(field, key, value),
                "go": _go(way, turns, name, number),
            }
            for number, (key, label) in enumerate(_ticks(field))
        ],
    }


def _go(way: Way, turns: Mapping[tuple[str, int], str | None], name: str, number: int) -> str:
    if (name, number) not in turns:
        return ""
    target = turns[(name, number)]
    if target is None:
        return _("go to the signature")
    return _("go to %(number)d") % {"number": way.numbers[target]}


def condition(way: Way, question: str, values: tuple[Any, ...]) -> str:
    """ "Only if your answer to question 3 is: B or C." Of many answers it names those that are not meant, if fewer."""
    field = way.procedure.fields[question]
    pairs = list(zip(_choices(field), values_of(field), strict=True))
    labels = [label for (_key, label), value in pairs if value in values]
    others = [label for (_key, label), value in pairs if value not in values]
    if len(labels) > MOST_NAMED and len(others) < len(labels):
        return _("Only if your answer to question %(number)d is not: %(answers)s.") % {
            "number": way.numbers[question],
            "answers": _any_of(others),
        }
    return _("Only if your answer to question %(number)d is: %(answers)s.") % {
        "number": way.numbers[question],
        "answers": _any_of(labels),
    }


def _any_of(labels: list[str]) -> str:
    """ "A, B or C"."""
    return _(" or ").join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))


def _space(field: forms.Field, value: Any) -> dict[str, Any]:
    """How much room the answer gets, and what stands in it already."""
    if isinstance(field, RowsField):
        rows = list(value or [])
        names = field.row.base_fields
        blank = max(1, min(field.most, field.on_paper) - len(rows))
        if len(names) > WIDEST:
            return {
                "kind": "cards",
                "value": "",
                "cards": [_card(names, row) for row in [*rows, *([{}] * blank)]],
            }
        return {
            "kind": "rows",
            "value": "",
            "labels": [str(one.label or name) for name, one in names.items()],
            "rows": [[_text(row.get(name)) for name in names] for row in rows] + [[""] * len(names)] * blank,
        }
    if _ticks(field):
        many = isinstance(field, forms.MultipleChoiceField | forms.TypedMultipleChoiceField)
        return {"kind": "many" if many else "one", "value": ""}
    if isinstance(field, forms.BooleanField):
        return {"kind": "tick", "value": "x" if value else ""}
    if isinstance(field, forms.DateField):
        return {"kind": "day", "value": _text(value)}
    longest = getattr(field, "max_length", None) or 0
    is_long = isinstance(field.widget, forms.Textarea) or longest > LONG
    return {"kind": "box" if is_long else "line", "value": _label(field, value)}


def _label(field: forms.Field, value: Any) -> str:
    """An answer as it is read: of a choice its words."""
    return dict(_choices(field)).get(value, "") if _choices(field) else _text(value)


def _card(names: Mapping[str, forms.Field], row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row as a box: its questions with the columns of six that each takes. Questions with few answers that follow
    each other share a line: `beside` holds them."""
    cells: list[dict[str, Any]] = []
    for name, field in names.items():
        options = _ticks(field)
        value = row.get(name)
        cell = {
            "label": str(field.label or name),
            "columns": _columns(field, options),
            "options": [{"label": label, "checked": _is_chosen(field, key, value)} for key, label in options],
            "value": "" if options else _label(field, value),
            "beside": [],
        }
        if options and cells and cells[-1]["options"] and max(len(options), len(cells[-1]["options"])) <= FEW:
            cells[-1]["beside"].append(cell)
        else:
            cells.append(cell)
    return _in_lines(cells)


def _in_lines(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What does not fit into a line begins the next one; the last of a line takes what is left of it."""
    used = 0
    for place, cell in enumerate(cells):
        used += cell["columns"]
        after = cells[place + 1]["columns"] if place + 1 < len(cells) else COLUMNS
        if used + after > COLUMNS:
            cell["columns"] += COLUMNS - used
            used = 0
    return cells


def _columns(field: forms.Field, options: list[tuple[Any, str]]) -> int:
    if options:
        return COLUMNS
    longest = getattr(field, "max_length", None) or 0
    if longest > LONG:
        return COLUMNS
    return COLUMNS // 2 if longest > 20 else COLUMNS // 3 if longest > 10 or not longest else 1


def _text(value: Any) -> str:
    if value in (None, "", [], False):
        return ""
    if hasattr(value, "strftime"):
        return f"{value.day}.{value.month}.{value.year}" if hasattr(value, "day") else f"{value:%H:%M}"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _choices(field: forms.Field) -> list[tuple[Any, str]]:
    """Key and label of each option that somebody can tick; groups are laid flat."""
    if not isinstance(field, forms.ChoiceField):
        return []
    flat: list[tuple[Any, str]] = []
    choices: Any = field.choices
    for key, label in choices:
        inside = label if isinstance(label, list | tuple) else [(key, label)]
        flat += [(one, str(words)) for one, words in inside if one not in ("", None)]
    return flat


def _ticks(field: forms.Field) -> list[tuple[Any, str]]:
    found = _choices(field)
    return found if len(found) <= MOST_TICKS else []


def values_of(field: forms.Field) -> tuple[Any, ...]:
    """The Python value of each option: what a condition compares. None for fields without options."""
    if not isinstance(field, forms.ChoiceField):
        return ()
    coerce = getattr(field, "coerce", None) or (lambda key: key)
    return tuple(coerce(key) for key, _label in _choices(field))


def _is_chosen(field: forms.Field, key: Any, value: Any) -> bool:
    if value in (None, "", []):
        return False
    wanted = value if isinstance(value, list | tuple) else [value]
    return str(key) in {str(field.prepare_value(one)) for one in wanted}


def _hangs_on(procedure: Procedure, name: str, question: str, answer: Any) -> bool:
    """Whether the chain of conditions of `name` passes through `question` and breaks on this answer."""
    conditions = procedure.asked_when
    while name in conditions:
        other, wanted = conditions[name]
        if other == question:
            allowed = wanted if isinstance(wanted, set | frozenset | list | tuple) else [wanted]
            return not any(answer == one for one in allowed)
        name = other
    return False
