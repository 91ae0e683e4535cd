"""What the desk says, and where its links lead."""

import dataclasses
import datetime
import difflib
from collections.abc import Iterable
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tandem.authorities.counselling.enums import Show, Sort
from tandem.authorities.counselling.types import Caseload
from tandem.foundation.months import MonthConverter, following, preceding
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


def filters(caseload: Caseload) -> list[Link]:
    """One link for each part of the caseload, with how many files it holds."""
    return [
        Link(str(show.label), address(caseload.month, show, caseload.sort), show is caseload.show, number)
        for show, number in caseload.counts.items()
    ]


def orders(caseload: Caseload) -> dict[str, Link]:
    """One link for each column that sorts."""
    return {
        sort.name.lower(): Link(str(sort.label), address(caseload.month, caseload.show, sort), sort is caseload.sort)
        for sort in Sort
    }


def neighbours(caseload: Caseload) -> dict[str, str]:
    """The months before and after."""
    return {
        "before": address(preceding(caseload.month), caseload.show, caseload.sort),
        "after": address(following(caseload.month), caseload.show, caseload.sort),
    }


def address(month: datetime.date, show: Show, sort: Sort) -> str:
    return "?" + urlencode({"month": _MONTHS.to_url(month), "show": show.value, "sort": sort.value})


def duties(caseload: Caseload) -> list[Link]:
    """What the day asks for, each with a link to the files it is about; nothing when all is done."""
    counts = caseload.counts
    said = [
        (
            Show.LATE,
            ngettext(
                "%(count)s person has not filed, and the due date has passed.",
                "%(count)s persons have not filed, and the due date has passed.",
                counts[Show.LATE],
            ),
        ),
        (
            Show.WAITING,
            ngettext(
                "%(count)s person has not filed yet; the due date is still ahead.",
                "%(count)s persons have not filed yet; the due date is still ahead.",
                counts[Show.WAITING],
            ),
        ),
        (
            Show.FILED,
            ngettext(
                "%(count)s proof has come in and can be checked.",
                "%(count)s proofs have come in and can be checked.",
                counts[Show.FILED],
            ),
        ),
        (
            Show.NO_AGREEMENT,
            ngettext(
                "With %(count)s person no number is agreed yet.",
                "With %(count)s persons no number is agreed yet.",
                counts[Show.NO_AGREEMENT],
            ),
        ),
    ]
    return [
        Link(
            sentence % {"count": counts[show]},
            address(caseload.month, show, caseload.sort),
            current=False,
            number=counts[show],
            is_late=show is Show.LATE,
        )
        for show, sentence in said
        if counts[show]
    ]
