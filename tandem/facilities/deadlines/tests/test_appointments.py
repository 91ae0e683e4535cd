"""Where somebody is expected stands on her pages with the office, and in her calendar without it."""

import datetime

import pytest
from django.urls import reverse
from icalendar import Calendar

from tandem.facilities.deadlines import registry
from tandem.facilities.deadlines.services import make_link, read_calendar
from tandem.facilities.deadlines.tests.samples import an_appointment, at
from tandem.foundation.clock import ZURICH
from tandem.foundation.sending.rules import reveals
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.access.types import VISITOR
from tandem.identity.own_data.models import ClosedFile
from tandem.identity.own_data.tests.factories import ClosedFileFactory
from tandem.identity.people.tests.factories import PersonFactory

NOW = at(4, 2)


@pytest.fixture
def person(source, appointments, clock):
    clock.freeze(NOW)
    source.deadlines = []
    appointments.append(an_appointment())
    return PersonFactory(with_account=True, with_counsellor=True)


@pytest.fixture
def secret(person):
    return make_link(open_own_file(acting_as(person, now=NOW), Purpose.MESSAGES, now=NOW), now=NOW)


def entries(secret, now=NOW):
    return Calendar.from_ical(read_calendar(VISITOR, secret=secret, now=now)).walk("VEVENT")


class TestCalendar:
    def test_says_day_hour_and_place_in_swiss_time(self, secret):
        [found] = entries(secret)

        assert found.decoded("dtstart") == datetime.datetime(2026, 4, 9, 9, 30, tzinfo=ZURICH)
        assert found.decoded("dtend") == datetime.datetime(2026, 4, 9, 10, 30, tzinfo=ZURICH)
        assert found["dtstart"].params["TZID"] == "Europe/Zurich"
        assert str(found["location"]) == "Musterweg 1, 1700 Fribourg"
        assert str(found["description"]) == "You cannot come? Call 026 305 00 01 before that day."
        assert (str(found["summary"]), str(found["transp"])) == ("Appointment", "OPAQUE")

    def test_rings_a_day_before(self, secret):
        [alarm] = entries(secret)[0].walk("VALARM")

        assert alarm.decoded("trigger") == -datetime.timedelta(days=1)

    def test_names_no_office(self, secret):
        content = read_calendar(VISITOR, secret=secret, now=NOW).decode()

        assert "ORP" not in content
        assert not reveals(content)

    def test_knows_one_that_was_moved_again(self, secret, appointments):
        [before] = entries(secret)
        appointments[:] = [an_appointment(begins_at=at(4, 10, 14, 0))]

        [moved] = entries(secret, at(4, 3))

        assert (moved["uid"], moved["sequence"]) == (before["uid"], 1)
        assert moved.decoded("dtstart") == at(4, 10, 14, 0)

    def test_says_that_one_is_cancelled_and_rings_no_more(self, secret, appointments):
        [before] = entries(secret)
        appointments[:] = [an_appointment(is_cancelled=True)]

        [found] = entries(secret, at(4, 3))

        assert (found["uid"], found["sequence"], found["status"]) == (before["uid"], 1, "CANCELLED")
        assert (str(found["summary"]), str(found["transp"])) == ("Cancelled: Appointment", "TRANSPARENT")
        assert found.walk("VALARM") == []

    def test_is_empty_once_her_file_is_closed(self, secret, person):
        ClosedFileFactory(person=person)

        assert entries(secret) == []


class TestPages:
    @pytest.mark.parametrize("page", ["/en/", "/en/deadlines/"])
    def test_say_when_where_and_at_which_office(self, client, person, page):
        client.force_login(person.user)

        said = " ".join(client.get(page).content.decode().split())

        for words in ("First interview", "9 April 2026, 09:30", "ORP/RAV Fribourg, Musterweg 1, 1700 Fribourg"):
            assert words in said

    @pytest.mark.parametrize("facts", [{"begins_at": at(4, 2, 8, 0)}, {"is_cancelled": True}])
    def test_leave_out_what_is_over_or_cancelled(self, client, person, appointments, facts):
        appointments[:] = [an_appointment(**facts)]
        client.force_login(person.user)

        assert "First interview" not in client.get(reverse("deadlines:overview")).content.decode()


def test_a_name_is_registered_once(appointments):
    with pytest.raises(ValueError, match="registered twice"):
        registry.add_appointments("tests", lambda *_asked: [], ClosedFile.objects.all)
