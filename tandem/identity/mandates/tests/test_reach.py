"""Who may do what under a mandate, and until when."""

import datetime

import pytest

from tandem.foundation.clock import ZURICH
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.accounts.models import User
from tandem.identity.mandates import services
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.models import Mandate
from tandem.identity.mandates.tests.factories import (
    PLATFORM,
    a_helper,
    grant,
    granted,
    opens,
    proposed,
)
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.models import Membership, Organisation
from tandem.identity.organisations.tests.factories import MembershipFactory


class TestReach:
    @pytest.mark.parametrize("reach", Reach)
    def test_opens_what_the_row_says_and_nothing_beside_it(self, person, helper, reach):
        granted(person, helper, Terms({Purpose.EFFORTS: reach}, Duration.ONE_MONTH))

        expected = None if reach is Reach.BE_PRESENT else reach
        assert opens(helper, person) == expected
        assert opens(helper, person, Purpose.PERSONAL_DATA) == (expected and Reach.READ)
        for other in (Purpose.CLAIM, Purpose.SEARCH, Purpose.WHO_LOOKED, Purpose.ASSIGNMENT):
            assert opens(helper, person, other) is None

    def test_belongs_to_the_helpers_named_and_to_no_colleague(self, person, helper):
        granted(person, helper)
        colleague = acting_as_member(
            MembershipFactory(
                organisation=Organisation.objects.get(pk=helper.organisation_id), helper_kind="professional"
            )
        )

        assert opens(colleague, person) is None

    def test_belongs_to_the_name_in_which_it_was_given(self, person, helper):
        granted(person, helper)
        elsewhere = MembershipFactory(helper=True, user=User.objects.get(pk=helper.user_id))

        assert opens(acting_as_member(elsewhere), person) is None

    def test_shrinks_when_the_helper_becomes_another_kind_of_helper(self, person):
        helper = a_helper(helper_kind="social_worker")
        granted(person, helper, Terms({Purpose.CLAIM: Reach.SEND}, Duration.ONE_MONTH))
        Membership.objects.filter(user_id=helper.user_id).update(helper_kind="professional")

        assert opens(helper, person, Purpose.CLAIM) is Reach.SEND_WITH_CONFIRMATION

    def test_ends_with_the_membership_and_with_a_blocked_structure(self, person, helper):
        granted(person, helper)
        Organisation.objects.filter(pk=helper.organisation_id).update(blocked_at=NOON, blocked_because="Closed")
        assert opens(helper, person) is None
        Organisation.objects.filter(pk=helper.organisation_id).update(blocked_at=None, blocked_because="")
        assert opens(helper, person) is Reach.PREPARE

        Membership.objects.filter(user_id=helper.user_id).update(ends_before=NOON.date())
        assert opens(helper, person) is None

        assert services.end_what_nobody_holds(PLATFORM, now=NOON) == 1
        assert Mandate.objects.get().state == "ended"

    def test_ends_at_midnight_in_switzerland_on_the_day_with_25_hours(self, person, helper):
        morning = datetime.datetime(2026, 10, 25, 1, 30, tzinfo=ZURICH)
        granted(person, helper, Terms({Purpose.EFFORTS: Reach.READ}, Duration.ONE_VISIT), now=morning)
        midnight = datetime.datetime(2026, 10, 26, tzinfo=ZURICH)

        assert opens(helper, person, now=midnight - datetime.timedelta(seconds=1)) is Reach.READ
        assert opens(helper, person, now=midnight) is None


class TestConflictOfInterest:
    @pytest.mark.parametrize("body", ["office", "fund"])
    def test_keeps_whoever_decides_from_proposing(self, person, body):
        membership = MembershipFactory(helper=True)
        MembershipFactory(user=membership.user, organisation=getattr(person, body))

        with pytest.raises(services.ConflictOfInterest):
            proposed(person, acting_as_member(membership))

    def test_stops_the_consent_when_it_came_up_meanwhile(self, person, helper):
        mandate = proposed(person, helper)
        MembershipFactory(user=User.objects.get(pk=helper.user_id), organisation=person.fund)

        with pytest.raises(services.ConflictOfInterest):
            grant(person, mandate)
        mandate.refresh_from_db()
        assert mandate.state == "asked"

    def test_closes_the_file_at_once_when_it_comes_up_later(self, person, helper):
        granted(person, helper)
        assert opens(helper, person) is Reach.PREPARE

        MembershipFactory(user=User.objects.get(pk=helper.user_id), organisation=person.office)

        assert opens(helper, person) is None

    def test_lets_nobody_hold_a_mandate_of_her_own(self, person):
        membership = MembershipFactory(helper=True, user=person.user)

        with pytest.raises(services.NotAHelper):
            proposed(person, acting_as_member(membership))
