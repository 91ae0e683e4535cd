"""The first interview: set, moved, cancelled; the person is told each time, and her calendar follows."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from tandem.eservices.efforts.models import EntryIntoUnemployment
from tandem.eservices.registration import selectors, services
from tandem.eservices.registration.enums import EndReason
from tandem.eservices.registration.models import Registration
from tandem.eservices.registration.tests.test_registration import (
    NOW,
    counsellor,  # noqa: F401 - a fixture
    file_of,
    person,  # noqa: F401 - a fixture
    register,
)
from tandem.facilities.deadlines.registry import appointments
from tandem.facilities.deadlines.selectors import next_appointments
from tandem.facilities.deadlines.services import make_link, read_calendar
from tandem.facilities.notifications.models import Message
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import acting_as, acting_as_member
from tandem.identity.access.types import VISITOR
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

AT = datetime.datetime(2026, 3, 10, 8, 30, tzinfo=datetime.UTC)
LATER = datetime.datetime(2026, 3, 11, 13, tzinfo=datetime.UTC)
ONE_HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def filing(person):  # noqa: F811
    return register(person)


@pytest.fixture
def followed(person, counsellor, filing):  # noqa: F811
    """Registered, and her counsellor's."""
    person.counsellor, person.language = counsellor, "en"
    person.save()
    return person


def at_office(person, now=NOW):  # noqa: F811
    return open_file(acting_as_member(person.counsellor, now=now), person.pk, Purpose.REGISTRATION, now=now)


def set_to(person, at, now=NOW):  # noqa: F811
    registration = Registration.objects.get(person=person)
    return services.set_first_interview(at_office(person, now), registration_id=registration.pk, at=at, now=now)


def cancel(person, now=NOW, acting=None):  # noqa: F811
    registration = Registration.objects.get(person=person)
    services.cancel_first_interview(acting or at_office(person, now), registration_id=registration.pk, now=now)


def told(person):  # noqa: F811
    rows = Message.objects.filter(person=person, kind__startswith="registration.interview").order_by("pk")
    return [(row.kind.removeprefix("registration.interview_"), row.subject) for row in rows]


def calendar(person):  # noqa: F811
    """A function that reads her calendar as a telephone would."""
    secret = make_link(open_own_file(acting_as(person, now=NOW), Purpose.MESSAGES, now=NOW), now=NOW)

    def entry(now=NOW):
        found = Calendar.from_ical(read_calendar(VISITOR, secret=secret, now=now)).walk("VEVENT")
        return next(one for one in found if "Appointment" in str(one["summary"]))

    return entry


class TestSetting:
    def test_stands_on_the_list_of_the_office_until_it_is_over(self, followed):
        acting = acting_as_member(followed.counsellor, now=NOW)
        assert [line.name for line in selectors.of_office(acting, now=NOW)] == [followed.name]

        set_to(followed, AT)

        assert selectors.of_office(acting, now=NOW)[0].interview_at == AT
        assert selectors.of_office(acting, now=AT + ONE_HOUR) == []

    @pytest.mark.parametrize(
        ("at", "refusal"),
        [
            (datetime.datetime(2026, 3, 18, 9, tzinfo=datetime.UTC), services.InterviewTooLate),
            (datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC), services.InterviewInThePast),
        ],
    )
    def test_is_refused_outside_the_fifteen_days(self, followed, at, refusal):
        with pytest.raises(refusal):
            set_to(followed, at)

    def test_makes_an_appointment_of_hers_alone_for_a_while(self, followed, filing):
        set_to(followed, AT)

        [one] = appointments(followed.pk, now=NOW)
        office = followed.counsellor.organisation.name
        assert (one.begins_at, one.office, one.is_cancelled) == (AT, office, False)
        assert office not in one.place
        assert filing.receipt.number in one.link
        assert appointments(PersonFactory().pk, now=NOW) == []
        assert appointments(followed.pk, now=AT + datetime.timedelta(days=60)) == []

    def test_is_told_to_the_person_with_day_hour_and_place(self, followed):
        set_to(followed, AT)

        message = Message.objects.get(kind="registration.interview_set")
        assert "10 March 2026" in message.body
        assert "09:30" in message.subject
        assert followed.counsellor.organisation.name in message.body


class TestMoving:
    def test_is_told_as_such_with_the_day_of_before(self, followed):
        set_to(followed, AT)
        set_to(followed, LATER)

        assert told(followed) == [
            ("set", "An appointment for you: Tuesday 10 March 2026, 09:30"),
            ("moved", "Your appointment was moved: Wednesday 11 March 2026, 14:00"),
        ]
        assert "not on Tuesday 10 March 2026, 09:30" in Message.objects.get(kind="registration.interview_moved").body

    def test_keeps_the_entry_in_her_calendar_with_a_higher_number(self, followed):
        set_to(followed, AT)
        entry = calendar(followed)
        before = entry()

        set_to(followed, LATER)

        moved = entry()
        assert (moved["uid"], moved["sequence"], moved["status"]) == (before["uid"], 1, "CONFIRMED")
        assert moved.decoded("dtstart") == LATER

    def test_to_the_same_moment_is_refused_and_told_to_nobody(self, followed):
        set_to(followed, AT)

        with pytest.raises(services.InterviewSetAlready):
            set_to(followed, AT)
        assert len(told(followed)) == 1


class TestCancelling:
    @pytest.fixture(autouse=True)
    def _set(self, followed):
        set_to(followed, AT)

    def test_leaves_the_registration_waiting_for_another_day(self, followed):
        cancel(followed)

        [line] = selectors.of_office(acting_as_member(followed.counsellor, now=NOW), now=NOW)
        assert (line.interview_at, line.is_late) == (None, False)
        assert Registration.objects.get().ended_on is None

    def test_is_noted_and_told_on_her_own_channels(self, followed):
        cancel(followed)

        assert told(followed)[-1] == ("cancelled", "Your appointment on Tuesday 10 March 2026, 09:30 is cancelled")
        entry = LedgerEntry.objects.get(verb="registration.cancel_first_interview")
        assert (entry.person_id, entry.user_id) == (followed.pk, followed.counsellor.user_id)

    def test_takes_it_off_her_pages_and_says_so_in_her_calendar(self, followed):
        entry = calendar(followed)
        before = entry()

        cancel(followed)

        own = open_own_file(acting_as(followed, now=NOW), Purpose.MESSAGES, now=NOW)
        assert next_appointments(own, now=NOW) == []
        after = entry()
        assert (after["uid"], after["sequence"], after["status"]) == (before["uid"], 1, "CANCELLED")
        assert str(after["summary"]) == "Cancelled: Appointment"
        assert after.walk("VALARM") == []

    def test_gives_way_to_a_new_day_under_the_same_entry(self, followed):
        entry = calendar(followed)
        first = entry()
        cancel(followed)
        entry()

        set_to(followed, LATER)

        again = entry()
        assert (again["uid"], again["sequence"], again["status"]) == (first["uid"], 2, "CONFIRMED")
        assert [kind for kind, _subject in told(followed)] == ["set", "cancelled", "set"]

    def test_can_be_done_again_after_the_same_moment_was_set_again(self, followed):
        cancel(followed)
        set_to(followed, AT, NOW + ONE_HOUR)
        cancel(followed, NOW + 2 * ONE_HOUR)

        assert [kind for kind, _subject in told(followed)] == ["set", "cancelled", "set", "cancelled"]

    def test_frees_what_was_due_at_the_interview(self, followed):
        assert EntryIntoUnemployment.objects.order_by("pk").last().first_interview_on == AT.date()

        cancel(followed)

        assert EntryIntoUnemployment.objects.order_by("pk").last().first_interview_on is None

    @pytest.mark.parametrize("now", [NOW, AT + ONE_HOUR])
    def test_is_refused_where_none_is_ahead(self, followed, now):
        if now == NOW:
            cancel(followed)

        with pytest.raises(services.NoInterviewAhead):
            cancel(followed, now)

    def test_is_nothing_for_herself_nor_for_another_office(self, followed):
        with pytest.raises(Hidden):
            cancel(followed, acting=file_of(followed))
        stranger = acting_as_member(MembershipFactory(), now=NOW)
        with pytest.raises(Hidden):
            open_file(stranger, followed.pk, Purpose.REGISTRATION, now=NOW)

    def test_and_a_day_that_is_set_exclude_each_other(self, followed):
        with pytest.raises(IntegrityError, match="an_interview_that_is_set_is_not_cancelled"), transaction.atomic():
            Registration.objects.update(cancelled_interview_at=AT)

    def test_comes_with_the_end_of_the_registration(self, followed):
        Registration.objects.update(ended_on=NOW.date(), end_reason=EndReason.WORK, ended_by=followed.counsellor.user)

        assert [one.is_cancelled for one in appointments(followed.pk, now=NOW)] == [True]

    def test_does_not_come_when_the_interview_took_place_before_the_end(self, followed):
        after = AT + datetime.timedelta(days=3)
        Registration.objects.update(
            ended_on=after.date(), end_reason=EndReason.WORK, ended_by=followed.counsellor.user
        )

        assert [one.is_cancelled for one in appointments(followed.pk, now=after)] == [False]


class TestList:
    def test_of_another_office_does_not_show_her(self, filing):
        assert selectors.of_office(acting_as_member(MembershipFactory(), now=NOW), now=NOW) == []

    def test_costs_two_queries(self, filing, counsellor, django_assert_num_queries):  # noqa: F811
        acting = acting_as_member(counsellor, now=NOW)

        with django_assert_num_queries(2):
            selectors.of_office(acting, now=NOW)

    def test_is_nobody_elses(self, person):  # noqa: F811
        with pytest.raises(Hidden):
            selectors.of_office(acting_as(person, now=NOW), now=NOW)
