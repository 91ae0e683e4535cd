"""Who is away, who stands in."""

import datetime

import pytest

from tandem.assistance.helplog import selectors, services
from tandem.assistance.helplog.models import HelpGiven
from tandem.assistance.helplog.services import EndsTooEarly, NotOfTheTeam
from tandem.assistance.helplog.tests.factories import TODAY, noted, own
from tandem.foundation.refusals import Hidden
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.mandates.selectors import people_helped
from tandem.identity.mandates.tests.factories import a_helper, granted, structure_of
from tandem.identity.organisations.tests.factories import MembershipFactory

DAY = datetime.timedelta(days=1)


class TestAbsences:
    @pytest.fixture
    def manager(self, helper):
        membership = MembershipFactory(helper=True, manager=True, organisation=structure_of(helper))
        return acting_as_member(membership)

    def away(self, acting, helper, stand_in=None, **days):
        said = {"starts_on": TODAY, "last_day": TODAY + 6 * DAY, **days}
        stand_in_id = stand_in.user_id if stand_in else None
        return services.say_absence(acting, helper_id=helper.user_id, stand_in_id=stand_in_id, now=NOON, **said)

    def test_name_the_stand_in_in_what_the_person_reads(self, person, helper, manager):
        granted(person, helper)
        mandate = people_helped(helper, now=NOON)[0].mandate_id
        self.away(helper, helper, manager)
        from tandem.identity.mandates.services import name_helper  # noqa: PLC0415

        name_helper(manager, mandate_id=mandate, user_id=manager.user_id, now=NOON)

        noted(manager, person_id=person.pk)

        (line,) = selectors.notes_of(own(person))
        assert line.stood_in_for
        assert HelpGiven.objects.get().by_stand_in

    def test_open_no_file_to_a_stand_in_who_is_not_named(self, person, helper, manager):
        granted(person, helper)
        self.away(helper, helper, manager)

        with pytest.raises(Hidden):
            noted(manager, person_id=person.pk)

    def test_are_said_by_the_manager_for_whoever_cannot(self, helper, manager):
        self.away(manager, helper)

        (line,) = selectors.absences(helper, now=NOON)
        assert (line.helper_id, line.stand_in, line.last_day) == (helper.user_id, "", TODAY + 6 * DAY)

    def test_of_a_colleague_are_hidden_from_whoever_does_not_manage(self, helper, manager):
        with pytest.raises(Hidden):
            self.away(helper, manager)

    def test_are_ended_by_coming_back(self, helper, manager):
        absence = self.away(manager, helper)

        services.end_absence(helper, absence_id=absence.pk, now=NOON)

        assert selectors.absences(manager, now=NOON) == []

    def test_of_another_structure_cannot_be_ended(self, helper, manager):
        absence = self.away(manager, helper)

        with pytest.raises(Hidden):
            services.end_absence(a_helper(), absence_id=absence.pk, now=NOON)

    def test_refuse_days_that_are_over_and_people_of_elsewhere(self, helper, manager):
        with pytest.raises(EndsTooEarly):
            self.away(helper, helper, last_day=TODAY - DAY)
        with pytest.raises(NotOfTheTeam):
            self.away(helper, helper, a_helper())
