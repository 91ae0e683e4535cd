"""What the desk says, and where its links lead."""

import datetime
from urllib.parse import urlencode

from django.utils.translation import ngettext

from tandem.authorities.counselling.enums import Show, Sort
from tandem.authorities.counselling.types import Caseload
from tandem.foundation.http.asked import Link
from tandem.foundation.months import MonthConverter, following, preceding

_MONTHS = MonthConverter()


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
