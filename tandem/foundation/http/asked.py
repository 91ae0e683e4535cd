"""What an address asks of a list: one of some choices, a month, a page. Unknown is an error with suggestions."""

import dataclasses
import datetime
import difflib
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tandem.foundation.months import MonthConverter
from tandem.foundation.refusals import UnknownValue

_MONTHS = MonthConverter()
T = TypeVar("T", bound=TextChoices)


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """A filter or an order: where it leads, and whether it is the present one."""

    label: str
    url: str
    current: bool
    number: int | None = None
    is_late: bool = False


def choice(kind: type[T], request: HttpRequest, name: str, default: T) -> T:
    """The choice that the address names. Raises UnknownValue with the known ones."""
    typed = request.GET.get(name, default.value)
    if typed not in kind.values:
        raise _unknown(name, typed, kind.values)
    return kind(typed)


def month_in(request: HttpRequest, default: datetime.date) -> datetime.date:
    """The month that the address names ("2026-03"). Raises UnknownValue with the nearest known form."""
    typed = request.GET.get("month", "")
    try:
        return _MONTHS.to_python(typed) if typed else default
    except ValueError:
        raise _unknown("month", typed, [_MONTHS.to_url(default)]) from None


def _unknown(field: str, value: str, known: Iterable[str]) -> UnknownValue:
    known = list(known)
    return UnknownValue(
        _("The address asks for something that this page does not know. Choose one of the links below."),
        field=field,
        value=value,
        suggestions=tuple(difflib.get_close_matches(value, known, n=3, cutoff=0.1) or known),
    )
