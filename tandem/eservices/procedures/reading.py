"""An answer as it is read: on the last page before filing, in the archive, on paper."""

import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tandem.eservices.procedures.fields import RowsField
from tandem.foundation import formatting
from tandem.foundation.forms.widgets import UnitInput


def question(name: str, field: forms.Field) -> str:
    """The label, or the name of the field in words where it has none."""
    return str(field.label or name.replace("_", " ").capitalize())


def text(field: forms.Field, value: Any) -> str:
    """The answer in the reader's language, lines separated by a line feed; "No answer" for none."""
    if value in (None, "", []):
        return _("No answer")
    if isinstance(field, RowsField):
        return "\n".join(_row(field, row) for row in value)
    if isinstance(field, forms.ChoiceField):
        chosen = value if isinstance(value, list | tuple) else [value]
        return ", ".join(_choice(field, one) for one in chosen)
    return _plain(field, value)


def _row(field: RowsField, row: dict[str, Any]) -> str:
    questions = field.row.base_fields
    said = ((questions[name], name, value) for name, value in row.items() if value not in (None, "", []))
    return "; ".join(f"{question(name, one)}: {text(one, value)}" for one, name, value in said)


def _choice(field: forms.ChoiceField, value: Any) -> str:
    wanted = str(field.prepare_value(value))
    for key, label in _flat(field.choices):
        if str(key) == wanted:
            return str(label)
    return wanted


def _flat(choices: Any) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _plain(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal | int):
        return _number(field, value)
    if isinstance(value, list | tuple):
        return ", ".join(_plain(field, one) for one in value)
    # A moment is a date, too: the narrower kind stands first.
    for kind, write in _TIMES:
        if isinstance(value, kind):
            return write(value)
    return str(value)


_TIMES: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (datetime.datetime, formatting.long_moment),
    (datetime.date, formatting.long_date),
    (datetime.time, formatting.clock_time),
)


def _number(field: forms.Field, value: Decimal | int) -> str:
    unit = field.widget if isinstance(field.widget, UnitInput) else None
    if unit and unit.before == "CHF":
        return formatting.money(value)
    parts = [unit.before, formatting.number(value), unit.after] if unit else [formatting.number(value)]
    return " ".join(part for part in parts if part)
