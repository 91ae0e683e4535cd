"""When things happened in the demo: on working days, late in the morning."""

import datetime

from tandem.foundation.clock import ZURICH
from tandem.portals.demo.people import OFFICE
from tandem.reference.calendar.rules import next_working_day


def morning(day: datetime.date) -> datetime.datetime:
    """Late in the morning of that day, or of the working day that follows."""
    working_day = next_working_day(day, OFFICE.canton)
    return datetime.datetime.combine(working_day, datetime.time(10, 40), tzinfo=ZURICH)
