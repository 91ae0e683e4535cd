"""Deadlines for tests: a source that says what a test writes into it."""

import dataclasses
import datetime

from tandem.facilities.deadlines.types import Appointment, Deadline
from tandem.foundation.clock import ZURICH
from tandem.identity.access.types import system

PLATFORM = system("LPGA 27 al. 1")
OPENS, DUE = datetime.date(2026, 3, 27), datetime.date(2026, 4, 7)


def a_deadline(**facts) -> Deadline:
    """Open from 27 March to 7 April 2026, under the address of the page about herself."""
    return Deadline(
        **{
            "key": "tests.form",
            "subject": "2026-03",
            "title": lambda: "Form for March",
            "name": lambda: "Proof for March",
            "opens_on": OPENS,
            "due_on": DUE,
            "link": "/en/me/",
            **facts,
        }
    )


def an_appointment(**facts) -> Appointment:
    """On 9 April 2026 at 09:30, for an hour, at an office whose name a stranger must not read."""
    return Appointment(
        **{
            "key": "tests.interview",
            "subject": "1",
            "title": lambda: "Appointment",
            "name": lambda: "First interview",
            "begins_at": at(4, 9, 9, 30),
            "lasts": datetime.timedelta(hours=1),
            "place": "Musterweg 1, 1700 Fribourg",
            "office": "ORP/RAV Fribourg",
            "phone": "026 305 00 01",
            **facts,
        }
    )


def at(month: int, day: int, hour: int = 9, minute: int = 7) -> datetime.datetime:
    """A moment of 2026 in Switzerland."""
    return datetime.datetime(2026, month, day, hour, minute, tzinfo=ZURICH)


class Source:
    """Everybody has these deadlines; `filed` by those who are named."""

    def __init__(self) -> None:
        self.deadlines = [a_deadline()]
        self.filed: set[int] = set()
        self.asked = 0

    def __call__(self, people, now):
        self.asked += 1
        return {
            person_id: [dataclasses.replace(one, is_done=person_id in self.filed) for one in self.deadlines]
            for person_id in people
        }
