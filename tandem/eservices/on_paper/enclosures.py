"""Which documents a form on paper asks for, said before anybody has answered: "only if your answer to 3 is: Yes".

On screen the answers ask. On paper each question is tried with each of its answers, under those that lead to it, and
what only then is asked for is printed with that answer. A declaration needs no second list, and none can be forgotten.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tandem.eservices.on_paper.layout import Way, condition, values_of, way_of
from tandem.eservices.procedures.types import DocumentAsked, Procedure, RowsField

Asks = Callable[[Mapping[str, Any]], tuple[DocumentAsked, ...]]
# Days of an example lie so far apart that what is asked for after some days is asked for.
_FIRST_DAY, _APART = datetime.date(2026, 1, 1), datetime.timedelta(days=40)


def enclosures(procedure: Procedure, answers: Mapping[str, Any]) -> list[str]:
    """The documents that are asked for in any case, then those that an answer on the paper would ask for."""
    way = way_of(procedure)
    said: list[str] = []
    for step in procedure.steps:
        if step.documents is None:
            continue
        said += [_sentence(asked) for asked in step.documents(answers)]
        for question in way.order:
            if question not in answers:
                said += _asked_by(way, step.documents, question, answers)
    return list(dict.fromkeys(said))


def _asked_by(way: Way, documents: Asks, question: str, answers: Mapping[str, Any]) -> Iterator[str]:
    """What this question alone asks for, each document once with all the answers that ask for it."""
    before = {**_leading_to(way, question), **answers}
    there = {_sentence(asked) for asked in documents(before)}
    wanted: dict[str, list[Any]] = {}
    for value, example in _examples(way, question):
        for asked in documents({**before, question: example}):
            if _sentence(asked) not in there:
                wanted.setdefault(_sentence(asked), []).append(value)
    for sentence, values in wanted.items():
        yield f"{_when(way, question, tuple(values))} {sentence}"


def _when(way: Way, question: str, values: tuple[Any, ...]) -> str:
    if question in way.options:
        return condition(way, question, values)
    return _("Only if you answer question %(number)d.") % {"number": way.numbers[question]}


def _leading_to(way: Way, question: str) -> dict[str, Any]:
    """The answers under which a question is asked at all."""
    found: dict[str, Any] = {}
    while question in way.procedure.asked_when:
        question, wanted = way.procedure.asked_when[question]
        allowed = wanted if isinstance(wanted, set | frozenset | list | tuple) else [wanted]
        value = next((one for one in way.options.get(question, ()) if one in allowed), next(iter(allowed)))
        found[question] = [value] if _takes_many(way.procedure.fields[question]) else value
    return found


def _examples(way: Way, question: str) -> Iterator[tuple[Any, Any]]:
    """Each answer that can be told from the others, as a condition names it and as a form would give it."""
    field = way.procedure.fields[question]
    if isinstance(field, RowsField):
        for row in _rows(field.row.base_fields):
            yield row, [row]
    elif question in way.options:
        for value in way.options[question]:
            yield value, [value] if _takes_many(field) else value
    else:
        yield None, _example(field, 0)


def _rows(fields: Mapping[str, forms.Field]) -> Iterator[dict[str, Any]]:
    """A filled row, and the same with each other option of its questions."""
    row = {name: _example(field, place) for place, (name, field) in enumerate(fields.items())}
    yield row
    for name, field in fields.items():
        for value in values_of(field):
            yield {**row, name: [value] if _takes_many(field) else value}


def _example(field: forms.Field, place: int) -> Any:
    values = values_of(field)
    if values:
        return [values[0]] if _takes_many(field) else values[0]
    by_kind: dict[type[forms.Field], Any] = {
        forms.BooleanField: True,
        forms.DateField: _FIRST_DAY + place * _APART,
        forms.TimeField: datetime.time(9),
        forms.DecimalField: Decimal(1),
        forms.IntegerField: 1,
    }
    return next((value for kind, value in by_kind.items() if isinstance(field, kind)), "…")


def _takes_many(field: forms.Field) -> bool:
    return isinstance(field, forms.MultipleChoiceField | forms.TypedMultipleChoiceField)


def _sentence(asked: DocumentAsked) -> str:
    return str(asked.on_paper or asked.sentence)
