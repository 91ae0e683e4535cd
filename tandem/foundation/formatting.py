"""Dates, numbers and money in the reader's language, for pages, letters and messages alike."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.foundation.clock import ZURICH

NO_BREAK = "\u00a0"
# French and Italian write the first of a month as an ordinal; Django's format letters know only English ones.
_FIRST_OF_MONTH = {"fr": "1er", "it": "1°"}


def local_day(value: datetime.date | datetime.datetime) -> datetime.date:
    """The calendar day in Switzerland of a date or of an aware moment."""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value, ZURICH).date()
    return value


def long_date(value: datetime.date | datetime.datetime) -> str:
    """`mardi 7 avril 2026`, `Dienstag, 7. April 2026`."""
    return _with_ordinal(local_day(value), "DATE_FORMAT")


def weekday_and_day(value: datetime.date) -> str:
    """`lun 2`, `Mo 2`: for the cells of a calendar; say `long_date` to whoever hears it."""
    return f"{_named(value, 'D').rstrip('.')} {value.day}"


def plain_date(value: datetime.date | datetime.datetime) -> str:
    """`7 avril 2026`: without the day of the week, for dates long past or far ahead."""
    day = local_day(value)
    return f"{_with_ordinal(day, 'MONTH_DAY_FORMAT')} {day.year}"


def short_date(value: datetime.date | datetime.datetime) -> str:
    """`7.4.2026`, for tables."""
    return formats.date_format(local_day(value), "SHORT_DATE_FORMAT")


def month_and_year(value: datetime.date) -> str:
    """`avril 2026`."""
    return _named(value, "YEAR_MONTH_FORMAT")


def labelled(label: object, value: object) -> str:
    """`Recherches d'emploi : avril 2026`: each language has its own space before the colon."""
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def quoted(text: object) -> str:
    """`« Oui »`, `«Ja»`: each language has its own quotation marks."""
    return _("“%(text)s”") % {"text": text}


def long_moment(value: datetime.datetime) -> str:
    """`mardi 7 avril 2026, 14:05`, in Swiss time."""
    return f"{long_date(value)}, {clock_time(value)}"


def exact_moment(value: datetime.datetime) -> str:
    """`dimanche 25 octobre 2026, 02:30:07 (UTC+1)`: one moment only, even in the hour that exists twice."""
    local = timezone.localtime(value, ZURICH)
    hours = local.utcoffset() // datetime.timedelta(hours=1)  # type: ignore[operator]
    return f"{long_date(local)}, {local:%H:%M:%S} (UTC+{hours})"


def clock_time(value: datetime.datetime | datetime.time) -> str:
    """`14:05`, in Swiss time."""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value, ZURICH)
    return formats.time_format(value, "TIME_FORMAT")


def number(value: int | Decimal, places: int | None = None) -> str:
    """`4'258` or, with two places, `4'258.10`. Never rounds unless `places` is given."""
    return formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def money(value: Decimal | int, currency: str = "CHF") -> str:
    """`CHF 4'258.10`, on one line, rounded to the centime (half up)."""
    rounded = Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{currency}{NO_BREAK}{number(rounded, 2)}"


def _with_ordinal(day: datetime.date, format_name: str) -> str:
    text = _named(day, format_name)
    first = _FIRST_OF_MONTH.get((get_language() or "")[:2])
    if first and day.day == 1:
        return " ".join(first if word == "1" else word for word in text.split(" "))
    return text


def _named(day: datetime.date, format_name: str) -> str:
    """Django's Italian names of days and months bear a capital; Italian has none."""
    text = formats.date_format(day, format_name)
    return text.lower() if get_language() == "it" else text
