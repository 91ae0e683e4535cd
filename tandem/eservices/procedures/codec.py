"""Answers as JSON and back: dates as ISO text, money as text, never a float. The field says which it is."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from django import forms

from tandem.eservices.procedures.fields import RowsField

PLAIN = (str, int, bool)


def encode(field: forms.Field, value: Any) -> Any:
    """A cleaned value as plain JSON. Raises TypeError for what JSON cannot hold exactly, such as a file or a float."""
    if isinstance(field, RowsField):
        return [
            {name: encode(field.row.base_fields[name], row.get(name)) for name in field.row.base_fields}
            for row in value or []
        ]
    return _encode(value)


def _encode(value: Any) -> Any:
    if isinstance(value, Enum):
        return _encode(value.value)
    if value is None or isinstance(value, PLAIN):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_encode(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(_encode(item) for item in value)
    raise TypeError(f"An answer cannot be kept as {type(value).__name__}: use text, numbers, days, Decimal, or lists.")


def decode(field: forms.Field, value: Any) -> Any:
    """The JSON of `encode` as the value that the field gave. Raises ValueError where it is none of the field's."""
    if value is None:
        return empty(field)
    if isinstance(field, RowsField):
        questions = field.row.base_fields
        return [{name: decode(question, row.get(name)) for name, question in questions.items()} for row in value]
    for kind, read in _READERS:
        if isinstance(field, kind):
            return read(value)
    if isinstance(field, forms.TypedMultipleChoiceField):
        return [field.coerce(item) for item in value]
    if isinstance(field, forms.TypedChoiceField) and not isinstance(value, bool):
        return field.coerce(value) if value != "" else field.empty_value
    return value


_READERS: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.DateTimeField, datetime.datetime.fromisoformat),
    (forms.DateField, datetime.date.fromisoformat),
    (forms.TimeField, datetime.time.fromisoformat),
    (forms.DecimalField, Decimal),
)


def empty(field: forms.Field) -> Any:
    """What the field gives for no answer."""
    if isinstance(field, forms.TypedMultipleChoiceField | forms.TypedChoiceField):
        return field.empty_value
    if isinstance(field, forms.MultipleChoiceField | RowsField):
        return []
    return field.empty_value if isinstance(field, forms.CharField) else None


def as_typed(field: forms.Field, value: Any) -> Any:
    """A stored answer in the form in which the field validates it: a choice as its text, all else as it is."""
    if value is None:
        return empty(field)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
        return field.prepare_value(_encode(value))
    if isinstance(field, forms.MultipleChoiceField):
        return [_encode(item) for item in value]
    return value


def decode_all(fields: Mapping[str, forms.Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """All answers whose questions are among `fields`, ready for pure functions."""
    return {name: decode(fields[name], value) for name, value in values.items() if name in fields}
