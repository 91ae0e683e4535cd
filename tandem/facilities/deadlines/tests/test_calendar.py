import dataclasses
import datetime

import pytest
from django.urls import reverse
from icalendar import Calendar

from tandem.facilities.deadlines import ical
from tandem.facilities.deadlines.models import CalendarLink
from tandem.facilities.deadlines.services import LinkEnded, end_link, make_link, read_calendar
from tandem.facilities.deadlines.tests.samples import DUE, a_deadline, at
from tandem.foundation.clock import ZURICH
from tandem.foundation.sending.rules import reveals
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.access.types import VISITOR
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.own_data.tests.factories import ClosedFileFactory
from tandem.identity.people.tests.factories import PersonFactory

NOW = at(4, 2)


@pytest.fixture
def person(source, clock):
    clock.freeze(NOW)
    return PersonFactory(with_account=True, with_counsellor=True)


def own(person):
    return open_own_file(acting_as(person, now=NOW), Purpose.MESSAGES, now=NOW)


def read(secret, now=NOW):
    return Calendar.from_ical(read_calendar(VISITOR, secret=secret, now=now))


def entry(book):
    [found] = book.walk("VEVENT")
    return found


class TestReadCalendar:
    def test_shows_the_last_day_as_a_whole_day(self, person):
        found = entry(read(make_link(own(person), now=NOW)))

        assert (found.decoded("dtstart"), found.decoded("dtend")) == (DUE, DUE + datetime.timedelta(days=1))
        assert str(found["summary"]) == "Last day: Form for March"
        assert (found["sequence"], str(found["status"]), str(found["class"])) == (0, "CONFIRMED", "PRIVATE")

    def test_rings_at_nine_two_days_before(self, person):
        [alarm] = entry(read(make_link(own(person), now=NOW))).walk("VALARM")

        begins = datetime.datetime.combine(DUE, datetime.time(), tzinfo=ZURICH)
        assert begins + alarm.decoded("trigger") == at(4, 5, 9, 0)

    def test_knows_a_deadline_again_and_counts_its_changes(self, person, source):
        secret = make_link(own(person), now=NOW)
        first = entry(read(secret))
        same = entry(read(secret, at(4, 3)))
        assert (same["uid"], same["sequence"], same["dtstamp"].dt) == (first["uid"], 0, first["dtstamp"].dt)

        source.deadlines = [a_deadline(due_on=DUE.replace(day=8))]
        moved = entry(read(secret, at(4, 4)))
        source.filed = {person.pk}
        done = entry(read(secret, at(4, 5)))

        assert {first["uid"], moved["uid"], done["uid"]} == {first["uid"]}
        assert [moved["sequence"], done["sequence"]] == [1, 2]
        assert str(done["summary"]) == "Done: Form for March"
        assert done.walk("VALARM") == []

    def test_keeps_its_numbers_under_a_new_address(self, person):
        before = entry(read(make_link(own(person), now=NOW)))

        assert entry(read(make_link(own(person), now=NOW)))["uid"] == before["uid"]

    def test_speaks_her_language(self, source):
        person = PersonFactory(with_account=True, with_counsellor=True, language="fr")

        assert str(entry(read(make_link(own(person), now=NOW)))["summary"]) == "Dernier jour\u00a0: Form for March"

    def test_is_empty_once_her_file_is_closed(self, person):
        secret = make_link(own(person), now=NOW)
        ClosedFileFactory(person=person)

        assert read(secret).walk("VEVENT") == []

    def test_opens_to_one_address_at_a_time_and_to_none_once_it_is_ended(self, person):
        first, second = make_link(own(person), now=NOW), make_link(own(person), now=NOW)
        with pytest.raises(LinkEnded):
            read(first)
        read(second)

        end_link(own(person), now=NOW)

        with pytest.raises(LinkEnded):
            read(second)

    def test_keeps_no_secret(self, person):
        secret = make_link(own(person), now=NOW)

        assert len(secret) >= 43
        assert secret.encode() not in bytes(CalendarLink.objects.get().fingerprint)


class TestForm:
    """What RFC 5545 asks and Apple, Google and Outlook insist on."""

    @pytest.fixture
    def content(self, person):
        return read_calendar(VISITOR, secret=make_link(own(person), now=NOW), now=NOW)

    def test_has_lines_that_end_and_break_as_they_must(self, content):
        lines = content.split(b"\r\n")

        assert b"\n" not in b"".join(lines)
        assert max(map(len, lines)) <= 75
        assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")

    def test_says_what_every_calendar_and_entry_must(self, content):
        book = Calendar.from_ical(content)

        assert (str(book["version"]), str(book["method"])) == ("2.0", "PUBLISH")
        assert book["prodid"]
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"} <= set(entry(book).keys())
        assert entry(book)["dtstamp"].to_ical().endswith(b"Z")

    @pytest.mark.parametrize(("month", "hours", "name"), [(1, 1, "CET"), (7, 2, "CEST"), (12, 1, "CET")])
    def test_describes_swiss_time_without_an_end(self, content, month, hours, name):
        [zone] = Calendar.from_ical(content).walk("VTIMEZONE")
        moment = datetime.datetime(2049, month, 15, 12, tzinfo=zone.to_tz(lookup_tzid=False))

        assert (moment.utcoffset(), moment.tzname()) == (datetime.timedelta(hours=hours), name)

    def test_names_no_benefit(self, content):
        assert not reveals(content.decode())


class TestAddress:
    def test_answers_whoever_has_it_without_an_account(self, client, person):
        response = client.get(reverse("calendar", args=[make_link(own(person), now=NOW)]))

        assert (response.status_code, response["Content-Type"]) == (200, ical.TYPE)
        assert "no-store" in response["Cache-Control"]

    def test_stands_in_no_log_when_it_is_wrong(self, client, source, capsys):
        response = client.get(reverse("calendar", args=["c2VjcmV0LXRoYXQtbm9ib2R5LWhhcw"]))

        assert response.status_code == 404
        assert "c2VjcmV0" not in capsys.readouterr().err


def words(response):
    return " ".join(response.content.decode().split())


class TestPages:
    def test_show_what_is_due_and_make_an_address_that_is_shown_once(self, client, person):
        client.force_login(person.user)
        assert "Proof for March" in words(client.get(reverse("deadlines:overview")))

        made = words(client.post(reverse("deadlines:make")))

        secret = made.split(".ics")[0].rsplit("/calendar/")[-1]
        assert entry(read(secret))
        assert secret not in words(client.get(reverse("deadlines:overview")))
        assert LedgerEntry.objects.filter(person=person, verb="deadlines.make_link").count() == 1

    def test_print_it_at_the_desk_for_somebody_without_an_account(self, client, source):
        person = PersonFactory(with_counsellor=True)
        client.force_login(person.counsellor.user)

        response = client.post(reverse("deadlines:sheet_for", args=[person.pk]))

        assert response.content.startswith(b"%PDF-")
        assert CalendarLink.objects.get(person=person).made_by == person.counsellor.user
        assert LedgerEntry.objects.filter(person=person, verb="deadlines.print_link").count() == 1

    def test_of_somebody_elses_person_look_missing(self, client, source):
        person = PersonFactory(with_counsellor=True)
        client.force_login(MembershipFactory().user)

        assert client.post(reverse("deadlines:sheet_for", args=[person.pk])).status_code == 404
        assert not CalendarLink.objects.exists()

    def test_say_it_differently_for_each_day(self, client, person, source):
        source.deadlines = [
            a_deadline(),
            dataclasses.replace(a_deadline(), key="tests.late", due_on=datetime.date(2026, 4, 1)),
            dataclasses.replace(a_deadline(), key="tests.later", opens_on=datetime.date(2026, 4, 20)),
        ]
        client.force_login(person.user)

        said = words(client.get(reverse("deadlines:overview")))

        for sentence in ("You can still file it.", "Open from 20 April 2026.", "Late"):
            assert sentence in said
