"""A day by which the fund wants a paper is a deadline like any other: in her list, her calendar, her reminders."""

import datetime

import pytest

from tandem.eservices.declarations import services
from tandem.eservices.declarations.tests.factories import NOW, WORK, month_filed
from tandem.eservices.declarations.tests.test_papers import BY, OCTOBER, desk, handed_in
from tandem.facilities.deadlines.models import Reminder
from tandem.facilities.deadlines.selectors import deadlines_of_person, next_deadlines
from tandem.facilities.deadlines.services import remind
from tandem.facilities.notifications.models import Message
from tandem.foundation.sending.rules import reveals
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.access.types import system
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

KEY = "declarations.papers"


@pytest.fixture
def officer(clock, db):
    clock.freeze(NOW)
    return MembershipFactory(fund_officer=True)


@pytest.fixture
def person(officer):
    return PersonFactory(with_account=True, fund=officer.organisation, email="mila@example.com")


@pytest.fixture
def filing(officer, person):
    filing = month_filed(person, **WORK)
    services.ask_for_papers(desk(officer, person), month=OCTOBER, by=BY, now=NOW)
    return filing


def known(person, now=NOW):
    return [one for one in deadlines_of_person(person.pk, now=now) if one.key == KEY]


def at(day):
    return datetime.datetime(2026, 11, day, 9, tzinfo=datetime.UTC)


class TestOfPeople:
    def test_tell_her_calendar_and_her_list_the_day_without_naming_a_benefit(self, person, filing):
        [told] = known(person)

        assert (told.subject, told.due_on, told.is_done) == (str(filing.pk), BY, False)
        assert not reveals(told.title())
        assert filing.receipt.number in told.link
        file = open_own_file(acting_as(person, now=NOW), Purpose.MESSAGES, now=NOW)
        assert KEY in {one.key for one in next_deadlines(file, now=NOW, limit=50, with_requests=True)}

    def test_say_that_it_is_done_once_it_is_here(self, person, filing):
        handed_in(filing)

        assert [told.is_done for told in known(person)] == [True]

    def test_keep_one_entry_when_the_day_is_moved(self, officer, person, filing):
        services.ask_for_papers(desk(officer, person), month=OCTOBER, by=BY + datetime.timedelta(days=7), now=at(7))

        assert [(told.subject, told.due_on) for told in known(person)] == [
            (str(filing.pk), BY + datetime.timedelta(days=7))
        ]

    def test_are_none_without_a_day_and_for_others(self, officer, person):
        month_filed(person, **WORK)

        assert known(person) == []
        assert known(PersonFactory(fund=officer.organisation)) == []

    def test_cost_the_same_for_one_and_for_many(self, officer, person, filing, django_assert_num_queries):
        from tandem.eservices.declarations.deadlines import of_people  # noqa: PLC0415
        from tandem.identity.people.selectors import located  # noqa: PLC0415

        one = located([person.pk])
        with django_assert_num_queries(3):
            of_people(one, NOW)
        others = [PersonFactory(with_account=True, fund=officer.organisation) for _number in range(2)]
        for other in others:
            month_filed(other, **WORK)
            services.ask_for_papers(desk(officer, other), month=OCTOBER, by=BY, now=NOW)
        many = located([person.pk, *(other.pk for other in others)])
        with django_assert_num_queries(3):
            assert len(of_people(many, NOW)) == 3


class TestReminders:
    def steps(self):
        return list(Reminder.objects.filter(key=KEY).order_by("pk").values_list("step", flat=True))

    def test_come_two_days_before_and_on_the_last_day_and_not_at_once(self, person, filing):
        remind(system("LPGA 27 al. 1"), now=at(6))
        assert self.steps() == []

        remind(system("LPGA 27 al. 1"), now=at(18))
        remind(system("LPGA 27 al. 1"), now=at(20))

        assert self.steps() == ["last_days", "last_day"]
        assert "Documents for your monthly form" in Message.objects.filter(kind="deadlines.urgent").latest("pk").body

    def test_stop_once_it_is_here(self, person, filing):
        handed_in(filing)

        remind(system("LPGA 27 al. 1"), now=at(18))

        assert self.steps() == []
