"""The only place that asks what time it is. Doors ask here and pass `now` down; verbs never ask."""

import datetime
import zoneinfo

ZURICH = zoneinfo.ZoneInfo("Europe/Zurich")


def now() -> datetime.datetime:
    """This moment, aware, in UTC."""
    return datetime.datetime.now(tz=datetime.UTC)


def day_of(moment: datetime.datetime) -> datetime.date:
    """The calendar day in Switzerland of an aware moment: deadlines end at midnight there, not in UTC."""
    return moment.astimezone(ZURICH).date()


def start_of(day: datetime.date) -> datetime.datetime:
    """The moment at which a calendar day begins in Switzerland."""
    return datetime.datetime.combine(day, datetime.time.min, tzinfo=ZURICH)


def today() -> datetime.date:
    """The calendar day in Switzerland at this moment."""
    return day_of(now())
