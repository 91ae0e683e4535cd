"""Fields that Django has no widget for."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms

from tandem.foundation.clock import today

YEARS_AHEAD = 10


class DayInput(forms.Widget):
    """A date in three small fields, for dates one knows by heart. Works with `forms.DateField`.

    The person types 7 4 2026; the form gets the ISO text `2026-4-7`, or what was typed when it is no date,
    so that the field refuses it and shows it again. A year of two digits is one of the last ninety or the next ten.
    """

    template_name = "django/forms/widgets/day.html"
    use_fieldset = True
    parts = ("day", "month", "year")

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        typed = {part: str(data.get(f"{name}_{part}", "")).strip() for part in self.parts}
        if not any(typed.values()):
            return None
        typed["year"] = _whole_year(typed["year"])
        return "{year}-{month}-{day}".format(**typed)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in self.parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= self._split(value)
        return context

    def _split(self, value: datetime.date | str | None) -> dict[str, str]:
        if isinstance(value, datetime.date):
            value = f"{value.year}-{value.month}-{value.day}"
        # From the right: a dash typed with the year stays with the year.
        year, month, day = ["", "", *(value or "--").rsplit("-", maxsplit=2)][-3:]
        return {"day": day, "month": month, "year": year}


def _whole_year(typed: str) -> str:
    if len(typed) != 2 or not typed.isascii() or not typed.isdecimal():
        return typed
    century, ahead = divmod(today().year + YEARS_AHEAD, 100)
    return f"{century if int(typed) <= ahead else century - 1}{typed}"


class CodeInput(forms.TextInput):
    """A code that opens once. What was refused is not shown again: whoever tries again types another one.

    One that stands beside somebody else's mistake stays, so that it need not be typed twice.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "one-time-code", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        refused = "aria-invalid" in (attrs or {})
        return super().get_context(name, None if refused else value, attrs)


class UnitInput(forms.TextInput):
    """A number with its unit before or after it: `UnitInput(before="CHF")`, `UnitInput(after="%")`."""

    template_name = "django/forms/widgets/unit.html"

    def __init__(self, *, before: str = "", after: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", **(attrs or {})})
        self.before = before
        self.after = after

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"before": self.before, "after": self.after}
        return context
