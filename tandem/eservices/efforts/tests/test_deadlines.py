"""What reminders and calendars know of efforts."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.eservices.efforts import deadlines, services
from tandem.eservices.efforts.enums import ExemptionKind
from tandem.eservices.efforts.tests.factories import MARCH, EffortFactory, filed
from tandem.facilities.deadlines.registry import sources
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.people.types import Located


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, canton="ZH")


def located(*people):
    return {person.pk: Located(canton=person.canton, office_id=person.office_id, fund_id=None) for person in people}


def known(person):
    found = deadlines.of_people(located(person), NOON)
    return {deadline.subject: deadline for deadline in found.get(person.pk, [])}


class TestDeadlines:
    def test_are_a_source_of_reminders_and_calendars(self):
        assert sources["efforts"] is deadlines.of_people

    def test_are_the_proofs_of_three_months(self, person):
        found = known(person)

        assert sorted(found) == ["2026-02", "2026-03", "2026-04"]
        march = found["2026-03"]
        assert (march.opens_on, march.due_on, march.is_done) == (
            datetime.date(2026, 3, 27),
            datetime.date(2026, 4, 7),
            False,
        )
        assert march.holds(NOON)

    def test_say_nothing_of_a_benefit_to_a_stranger(self, person):
        assert known(person)["2026-03"].title() == "Your list of March 2026"

    def test_are_done_once_the_month_is_filed(self, person):
        EffortFactory(person=person)
        before = known(person)["2026-03"]
        filed(person)

        assert known(person)["2026-03"].is_done
        assert not before.holds(NOON)

    def test_leave_out_a_month_without_a_day_of_duty(self, person):
        office = open_file(acting_as_member(person.counsellor), person.pk, Purpose.EFFORTS, now=NOON)
        services.note_exemption(
            office, kind=ExemptionKind.MATERNITY, begins_on=MARCH, ends_before=datetime.date(2026, 4, 1), now=NOON
        )

        assert "2026-03" not in known(person)

    def test_concern_nobody_without_an_office(self):
        assert known(PersonFactory(with_account=True)) == {}

    def test_cost_the_same_for_one_person_and_for_ten(self, person):
        def cost(*people):
            with CaptureQueriesContext(connection) as queries:
                deadlines.of_people(located(*people), NOON)
            return len(queries)

        others = PersonFactory.create_batch(9, with_account=True, with_counsellor=True)

        assert cost(person) == cost(person, *others) == 2
