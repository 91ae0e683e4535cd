"""What the fund's desk says, and where its links lead."""

import datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import ngettext

from tandem.authorities.fund.enums import MonthState, Show
from tandem.authorities.fund.types import Line, Month
from tandem.foundation.http.asked import Link
from tandem.foundation.months import MonthConverter, following, preceding

_MONTHS = MonthConverter()
PAGE_SIZE = 100
COLOURS = {
    MonthState.WAITING: "grey",
    MonthState.LAPSED: "ochre",
    MonthState.TO_CHECK: "petrol",
    MonthState.CHECKED: "green",
}


def address(month: datetime.date, show: Show) -> str:
    return "?" + urlencode({"month": _MONTHS.to_url(month), "show": show.value})


def filters(found: Month) -> list[Link]:
    """One link for each part of the list, with how many persons it holds."""
    return [
        Link(str(show.label), address(found.month, show), show is found.show, number)
        for show, number in found.counts.items()
    ]


def neighbours(found: Month) -> dict[str, str]:
    """The months before and after."""
    return {
        "before": address(preceding(found.month), found.show),
        "after": address(following(found.month), found.show),
    }


def rows(found: Month, page: str) -> tuple["Page[Line]", list[dict[str, object]]]:
    """One page of the list; a number out of range gives the nearest."""
    shown = Paginator(found.lines, PAGE_SIZE).get_page(page)
    return shown, [{"line": line, "colour": COLOURS[line.state]} for line in shown]


def duties(found: Month) -> list[Link]:
    """What the day asks for, each with a link to the persons it is about; nothing when all is done."""
    counts = found.counts
    said = [
        (
            Show.TO_CHECK,
            ngettext("%(count)s form is to be checked.", "%(count)s forms are to be checked.", counts[Show.TO_CHECK]),
        ),
        (
            Show.PAPERS,
            ngettext(
                "With %(count)s form papers are missing.",
                "With %(count)s forms papers are missing.",
                counts[Show.PAPERS],
            ),
        ),
        (
            Show.WAITING,
            ngettext(
                "%(count)s person has not filed yet.", "%(count)s persons have not filed yet.", counts[Show.WAITING]
            ),
        ),
        (
            Show.LATE,
            ngettext(
                "%(count)s person is late: the time limit has passed.",
                "%(count)s persons are late: the time limit has passed.",
                counts[Show.LATE],
            ),
        ),
    ]
    return [
        Link(sentence % {"count": counts[show]}, address(found.month, show), False, counts[show], show is Show.LATE)
        for show, sentence in said
        if counts[show]
    ]
