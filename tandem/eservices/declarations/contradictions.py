"""Answers of the monthly form that cannot both be right, said before anything is sent. Pure.

Only what no fund could work with keeps somebody from filing; all else is her word against our reading.
"""

import datetime
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tandem.eservices.procedures.types import Answers, Context, Contradiction
from tandem.foundation.formatting import plain_date
from tandem.foundation.months import following

# Lists of days of which no two share a day: the list, the question that opens it, and how a sentence names it.
_KINDS: tuple[tuple[str, str, str | Promise], ...] = (
    ("incapacities", "incapable", pgettext_lazy("you say you were ...", "unable to work")),
    ("services", "served", pgettext_lazy("you say you were ...", "in service")),
    ("absences", "away", pgettext_lazy("you say you were ...", "on holiday or away")),
)
WHOLLY = 100  # percent
# Somebody on a measure can be ill on a day of it; on holiday she is not there.
_MEASURES = ("measures", "in_measure", pgettext_lazy("you say you were ...", "on a measure"))


def of(answers: Answers, context: Context) -> tuple[Contradiction, ...]:
    """All contradictions of the month's answers, those that block first."""
    found = [
        *_outside(answers, context.month),
        *_within_one_list(answers),
        *_overlaps(answers),
        *_work(answers, context.month),
        *_against_what_is_known(answers, context),
    ]
    return tuple(sorted(found, key=lambda one: not one.blocking))


def _outside(answers: Answers, month: datetime.date) -> Iterator[Contradiction]:
    last = following(month) - datetime.timedelta(days=1)
    for field, opener, _words in (*_KINDS, _MEASURES):
        for row in rows(answers, field, opener):
            if row["from_day"] < month or row["to_day"] > last:
                yield Contradiction(
                    fields=(field,),
                    blocking=True,
                    message=_("This form is about %(first)s to %(last)s. Enter only days of this month in it.")
                    % {"first": plain_date(month), "last": plain_date(last)},
                )
                break


def _within_one_list(answers: Answers) -> Iterator[Contradiction]:
    for field, opener, words in (*_KINDS, _MEASURES):
        for one, other in combinations(rows(answers, field, opener), 2):
            shared = first_shared_day(one, other)
            if shared and field != "measures":
                yield Contradiction(
                    fields=(field,),
                    message=_("You say twice that you were %(what)s on %(day)s. Enter each day once.")
                    % {"what": words, "day": plain_date(shared)},
                )


def _overlaps(answers: Answers) -> Iterator[Contradiction]:
    pairs = [*combinations(_KINDS, 2), (_MEASURES, _KINDS[2])]
    for (field, opener, words), (other_field, other_opener, other_words) in pairs:
        shared = [
            first_shared_day(one, other)
            for one in rows(answers, field, opener)
            for other in rows(answers, other_field, other_opener)
        ]
        days = [day for day in shared if day]
        if days:
            yield Contradiction(
                fields=(field, other_field),
                message=_("You say you were %(one)s and %(other)s on %(day)s.")
                % {"one": words, "other": other_words, "day": plain_date(min(days))},
            )


def _work(answers: Answers, month: datetime.date) -> Iterator[Contradiction]:
    for row in answers.get("employers") or [] if answers.get("worked") else []:
        if row["hours"] and not row["gross"]:
            yield Contradiction(
                fields=("employers",),
                message=_(
                    "You worked for %(employer)s and enter no wage. Enter what is due, also if it is paid later."
                )
                % {"employer": row["employer"]},
            )
    costs, income = answers.get("own_costs"), answers.get("own_income")
    if answers.get("self_employed") and costs is not None and income is not None and costs > income:
        yield Contradiction(
            fields=("own_income", "own_costs"),
            message=_("Your costs are higher than your income. Check both amounts."),
        )
    incapable = {
        day for row in rows(answers, "incapacities", "incapable") if row["degree"] == WHOLLY for day in _days(row)
    }
    if answers.get("worked") and len(incapable) >= (following(month) - month).days:
        yield Contradiction(
            fields=("worked", "incapacities"),
            message=_("You say you worked, and that you could not work at all for the whole month."),
        )


def _against_what_is_known(answers: Answers, context: Context) -> Iterator[Contradiction]:
    reported = context.known.get("declarations.incapacities") or []
    stated = rows(answers, "incapacities", "incapable")
    for spell in reported:
        if not any(first_shared_day(spell, row) for row in stated):
            yield Contradiction(
                fields=("incapable", "incapacities"),
                message=_("You reported that you could not work from %(day)s. This form does not say so.")
                % {"day": plain_date(spell["from_day"])},
            )
    certified = set(context.known.get("declarations.certified_employers") or [])
    named = {row["employer"].casefold() for row in answers.get("employers") or []} if answers.get("worked") else set()
    for employer in sorted(certified):
        if employer.casefold() not in named:
            yield Contradiction(
                fields=("worked", "employers"),
                message=_("%(employer)s has certified work for this month. This form does not name it.")
                % {"employer": employer},
            )


def rows(answers: Answers, field: str, opener: str) -> list[Mapping[str, Any]]:
    """The rows of a list, none where the question that opens it was answered with no."""
    return list(answers.get(field) or []) if answers.get(opener) else []


def first_shared_day(one: Mapping[str, Any], other: Mapping[str, Any]) -> datetime.date | None:
    """The first day that two spells share (both ends included); None when they do not meet."""
    first, last = max(one["from_day"], other["from_day"]), min(one["to_day"], other["to_day"])
    return first if first <= last else None


def _days(spell: Mapping[str, Any]) -> range:
    return range(spell["from_day"].toordinal(), spell["to_day"].toordinal() + 1)
