"""A calendar as RFC 5545 and 7986 want it, and as Apple, Google and Outlook read it."""

import datetime
import hashlib
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Alarm, Calendar, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar import Event as Entry

from tandem.facilities.deadlines.types import Appointment, Deadline, Event
from tandem.foundation import formatting
from tandem.foundation.clock import ZURICH
from tandem.foundation.languages import Language

TYPE = "text/calendar; charset=utf-8"
# How often a program should look again; Google does as it likes.
REFRESH = datetime.timedelta(hours=12)
# 9 o'clock two days before: an alarm counts from the midnight with which the last day begins.
ALARM = -datetime.timedelta(days=1, hours=15)
ALARM_BEFORE_APPOINTMENT = -datetime.timedelta(days=1)


def calendar(events: Iterable[Event], *, language: Language) -> bytes:
    """The whole file. The last day of each deadline is a whole day: it ends at midnight in Switzerland.

    An appointment has its hour in Swiss time and its place.
    """
    with override(language):
        book = Calendar()
        book.add("prodid", "-//Tandem//Deadlines//EN")
        book.add("version", "2.0")
        book.add("calscale", "GREGORIAN")
        book.add("method", "PUBLISH")
        book.add("name", "Tandem")
        book.add("x-wr-calname", "Tandem")
        book.add("x-wr-timezone", "Europe/Zurich")
        book.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        book.add("x-published-ttl", "PT12H")
        book.add_component(_zurich())
        for event in events:
            book.add_component(_entry(event))
        return book.to_ical()


def mark(about: Deadline | Appointment, language: Language) -> str:
    """A fingerprint of all that a calendar is told of a deadline or an appointment."""
    with override(language):
        if isinstance(about, Appointment):
            facts = [about.title(), _call(about), about.place, about.begins_at.isoformat(), about.ends_at.isoformat()]
            facts += ["cancelled"] if about.is_cancelled else []
        else:
            facts = [_title(about), _words(about), about.due_on.isoformat()]
    return hashlib.sha256("\n".join([*about.identity, *facts]).encode()).hexdigest()


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.uid}@tandem")
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.changed_at)
    entry.add("last-modified", event.changed_at)
    entry.add("class", "PRIVATE")
    if isinstance(event.about, Appointment):
        _tell_appointment(entry, event.about)
    else:
        _tell_deadline(entry, event.about)
    return entry


def _tell_deadline(entry: Entry, deadline: Deadline) -> None:
    entry.add("status", "CONFIRMED")
    entry.add("dtstart", deadline.due_on)
    entry.add("dtend", deadline.due_on + datetime.timedelta(days=1))
    entry.add("summary", _title(deadline))
    entry.add("description", _words(deadline))
    entry.add("transp", "TRANSPARENT")
    if not deadline.is_done:
        entry.add_component(_alarm(_title(deadline), ALARM))


def _tell_appointment(entry: Entry, appointment: Appointment) -> None:
    entry.add("dtstart", appointment.begins_at.astimezone(ZURICH))
    entry.add("dtend", appointment.ends_at.astimezone(ZURICH))
    if appointment.place:
        entry.add("location", appointment.place)
    if appointment.is_cancelled:
        # Programs that know no such status, or leave it to the eye, show the title.
        entry.add("status", "CANCELLED")
        entry.add("summary", _("Cancelled: %(title)s") % {"title": appointment.title()})
        entry.add("transp", "TRANSPARENT")
        return
    entry.add("status", "CONFIRMED")
    entry.add("summary", appointment.title())
    entry.add("description", _call(appointment))
    entry.add("transp", "OPAQUE")
    entry.add_component(_alarm(appointment.title(), ALARM_BEFORE_APPOINTMENT))


def _alarm(words: str, trigger: datetime.timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", trigger)
    return alarm


def _call(appointment: Appointment) -> str:
    if not appointment.phone:
        return _("You cannot come? Call before that day.")
    return _("You cannot come? Call %(phone)s before that day.") % {"phone": appointment.phone}


def _title(deadline: Deadline) -> str:
    if deadline.is_done:
        return _("Done: %(title)s") % {"title": deadline.title()}
    return _("Last day: %(title)s") % {"title": deadline.title()}


def _words(deadline: Deadline) -> str:
    if deadline.is_done:
        return _("You have filed it.")
    return _("Open from %(day)s. Log in to Tandem as you always do.") % {
        "day": formatting.long_date(deadline.opens_on)
    }


def _zurich() -> Timezone:
    """Swiss time by its rule, without an end: programs that know no names of zones read it."""
    zone = Timezone()
    zone.add("tzid", "Europe/Zurich")
    for part, begins, month, before, after, name in (
        (TimezoneDaylight(), datetime.datetime(1981, 3, 29, 2), 3, 1, 2, "CEST"),  # noqa: DTZ001 - local by definition
        (TimezoneStandard(), datetime.datetime(1996, 10, 27, 3), 10, 2, 1, "CET"),  # noqa: DTZ001
    ):
        part.add("dtstart", begins)
        part.add("tzoffsetfrom", datetime.timedelta(hours=before))
        part.add("tzoffsetto", datetime.timedelta(hours=after))
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
