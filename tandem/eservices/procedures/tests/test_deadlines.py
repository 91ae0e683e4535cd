"""What reminders and the calendar are told of forms, and the confirmation of what was filed."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.eservices.procedures import services, telling
from tandem.eservices.procedures.deadlines import deadlines
from tandem.eservices.procedures.enums import SubjectKind
from tandem.eservices.procedures.tests.factories import KEY, MARCH, answered, filed
from tandem.facilities.deadlines.services import remind
from tandem.facilities.notifications.models import Message
from tandem.foundation.sending.rules import reveals
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system
from tandem.identity.people.selectors import located
from tandem.identity.people.tests.factories import PersonFactory

PLATFORM = system("LPGA 27 al. 1")


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True, email="mila@example.com")


def of(person, now=NOON):
    found = deadlines(located([person.pk]), now).get(person.pk, [])
    return {deadline.subject: deadline for deadline in found if deadline.key == KEY}


class TestDeadlines:
    def test_are_the_last_months_with_their_windows(self, person, declared):
        declared()

        found = of(person)

        assert sorted(found) == ["2026-01", "2026-02", "2026-03", "2026-04"]
        march = found[MARCH]
        assert (march.opens_on, march.due_on, march.is_done) == (
            datetime.date(2026, 3, 1),
            datetime.date(2026, 4, 5),
            False,
        )
        assert march.name() == "Monthly form (March 2026)"
        assert march.title() == "Form for March 2026"
        assert not reveals(march.title())

    def test_say_what_is_filed(self, person, declared):
        declared()
        filed(answered(person))

        found = of(person)

        assert (found[MARCH].is_done, found["2026-02"].is_done) == (True, False)
        assert found[MARCH].holds(NOON) is False

    def test_ask_once_more_whether_the_form_concerns_her(self, person, declared):
        declared(offered=lambda context: context.known["people.phone"] == "+41790000000")
        assert of(person)[MARCH].holds(NOON) is False

        person.phone = "+41790000000"
        person.save()

        assert of(person)[MARCH].holds(NOON) is True

    def test_have_none_for_what_happens_at_any_time(self, person, declared):
        declared(subject=SubjectKind.EVENT)

        assert of(person) == {}

    def test_cost_the_same_for_one_person_and_for_fifty(self, person, declared):
        declared()

        def cost():
            people = located(ids)
            with CaptureQueriesContext(connection) as queries:
                deadlines(people, NOON)
            return len(queries)

        ids = [person.pk]
        of_one = cost()
        place = {"office": person.office, "fund": person.fund}
        ids += [PersonFactory(**place).pk for _ in range(49)]

        assert cost() == of_one

    def test_lead_to_a_reminder_until_it_is_filed(self, person, declared):
        declared()
        remind(PLATFORM, now=NOON)
        assert "Monthly form (March 2026)" in Message.objects.get(person=person).body


class TestReceived:
    def test_is_told_with_the_number_of_the_receipt(self, person, declared):
        declared()
        filing = filed(answered(person))

        # In the filing's own transaction: no crash in between loses it, and no worker is needed.
        message = Message.objects.get(person=person)
        assert filing.receipt.number in message.body
        assert message.subject == "We have received it: Form for March 2026"
        assert not ProcrastinateJob.objects.filter(task_name="procedures.tell_received").exists()

    def test_is_told_by_a_worker_when_something_is_wrong_with_the_message(self, person, declared, monkeypatch):
        declared()
        with monkeypatch.context() as broken:
            broken.setattr(telling, "tell_received", _fail_in_the_database)
            filing = filed(answered(person))

        job = ProcrastinateJob.objects.get(task_name="procedures.tell_received")
        for _again in range(2):
            services.tell_received(system("LPGA 27 al. 1"), **job.args, now=NOON)

        assert filing.receipt.number in Message.objects.get(person=person).body


def _fail_in_the_database(*_about, **_more):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
