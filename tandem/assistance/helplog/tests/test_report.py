"""A structure's month and the public ranking."""

import datetime

import pytest

from tandem.assistance.helplog import presenters, selectors, services
from tandem.assistance.helplog.enums import Source
from tandem.assistance.helplog.tests.factories import TODAY, facts, noted
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Presence
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.mandates.tests.factories import a_helper, a_person
from tandem.identity.organisations.tests.factories import MembershipFactory

DAY = datetime.timedelta(days=1)
PLATFORM = system("LPGA 37 al. 1")


class TestReport:
    @pytest.fixture
    def manager(self):
        return acting_as_member(MembershipFactory(helper=True, manager=True))

    def test_adds_up_the_structures_month_and_nobody_elses(self, manager):
        for _number in range(6):
            noted(manager)
        noted(a_helper())

        found = selectors.report(manager, month=TODAY.replace(day=1), now=NOON)

        assert (found.total.helps, found.total.minutes) == (6, 90)

    def test_is_hidden_for_a_member_who_does_not_manage(self, helper):
        with pytest.raises(Hidden):
            selectors.report(helper, month=TODAY.replace(day=1), now=NOON)

    def test_is_hidden_for_a_month_that_is_still_to_come(self, manager):
        with pytest.raises(Hidden):
            selectors.report(manager, month=datetime.date(2026, 5, 1), now=NOON)

    def test_asks_as_often_for_one_line_as_for_fifty(self, manager, django_assert_num_queries):
        noted(manager)
        with django_assert_num_queries(4):
            selectors.report(manager, month=TODAY.replace(day=1), now=NOON)
        for _number in range(50):
            noted(manager)

        with django_assert_num_queries(4):
            selectors.report(manager, month=TODAY.replace(day=1), now=NOON)


class TestScreensByHelp:
    def test_ranks_complete_months_only(self, helper):
        before = NOON - 20 * DAY
        for screen, times in (("log_in", 6), ("monthly_form", 9), ("search", 4)):
            for _time in range(times):
                noted(helper, now=before, helped_on=before.date(), screen=screen)
        for _time in range(8):
            noted(helper, screen="ad")

        assert [(line.screen, line.helps) for line in selectors.screens_by_help(now=NOON)] == [
            ("monthly_form", 9),
            ("log_in", 6),
        ]


class TestSecondLooks:
    """They are no help: a line of their own, hidden as small counts are, and in none of the tables."""

    def report_with(self, number):
        manager = acting_as_member(MembershipFactory(helper=True, manager=True))
        for _look in range(number):
            services.note_by_itself(
                PLATFORM,
                helper_id=manager.user_id,
                structure_id=manager.organisation_id,
                facts=facts(person_id=a_person(phone="").pk, minutes=0, level=Presence.SECOND_LOOK),
                source=Source.SECOND_LOOK,
                reference=str(_look),
                now=NOON,
            )
        return selectors.report(manager, month=TODAY.replace(day=1), now=NOON)

    def test_are_counted_apart(self):
        found = self.report_with(5)

        assert (found.looks.helps, found.looks.people, found.total.helps) == (5, 5, 0)
        assert "5, for 5 people" in presenters.report(found)["looks_sentence"]

    def test_of_few_are_hidden(self):
        found = self.report_with(4)

        assert found.looks.is_hidden
        assert found.hides_something
        assert "fewer than 5 people" in presenters.report(found)["looks_sentence"]

    def test_stand_in_the_table_and_on_the_sheet(self):
        found = self.report_with(5)

        assert "Second looks" in presenters.as_csv(found).decode()
        assert presenters.as_pdf(found, made_at=NOON).startswith(b"%PDF-")
