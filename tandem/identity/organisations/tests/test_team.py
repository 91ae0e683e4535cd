import datetime

import pytest

from tandem.foundation.refusals import Hidden
from tandem.identity.access.selectors import hats_worn
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.organisations import selectors, services
from tandem.identity.organisations.enums import Event, MemberRole, TeamState
from tandem.identity.organisations.models import HistoryEntry
from tandem.identity.organisations.tests.factories import MembershipFactory, OrganisationFactory

DAY = datetime.timedelta(days=1)
TODAY = datetime.date(2026, 4, 3)
SCHEDULE = system("tests")


@pytest.fixture
def structure():
    return OrganisationFactory(helper_structure=True)


@pytest.fixture
def manager(structure):
    return MembershipFactory(organisation=structure, helper=True, manager=True)


@pytest.fixture
def member(structure):
    return MembershipFactory(organisation=structure, helper=True)


@pytest.fixture
def operator():
    return MembershipFactory(operator=True, manager=True)


def events(organisation):
    return list(HistoryEntry.objects.filter(organisation=organisation).order_by("pk").values_list("event", flat=True))


class TestChangeRole:
    def test_makes_a_member_a_manager_and_says_so_in_the_history(self, structure, manager, member):
        services.change_role(acting_as_member(manager), membership_id=member.pk, role=MemberRole.MANAGER, now=NOON)

        member.refresh_from_db()
        assert member.role == MemberRole.MANAGER
        entry = HistoryEntry.objects.get()
        assert (entry.event, entry.user_id, entry.subject_id) == (
            Event.MADE_MANAGER,
            manager.user_id,
            member.user_id,
        )

    def test_to_what_it_is_leaves_no_line(self, structure, manager, member):
        services.change_role(acting_as_member(manager), membership_id=member.pk, role=MemberRole.MEMBER, now=NOON)

        assert events(structure) == []

    def test_is_hidden_from_a_member_who_would_raise_herself_or_a_colleague(self, structure, manager, member):
        for membership in (member, MembershipFactory(organisation=structure, helper=True)):
            with pytest.raises(Hidden):
                services.change_role(
                    acting_as_member(member), membership_id=membership.pk, role=MemberRole.MANAGER, now=NOON
                )

    def test_is_hidden_from_the_manager_of_another_structure(self, member, manager):
        elsewhere = MembershipFactory(helper=True, manager=True)

        with pytest.raises(Hidden):
            services.change_role(
                acting_as_member(elsewhere), membership_id=member.pk, role=MemberRole.MANAGER, now=NOON
            )

    def test_is_hidden_from_an_operator_for_her_own_membership_and_team(self, operator):
        colleague = MembershipFactory(organisation=operator.organisation)
        plain = MembershipFactory(organisation=operator.organisation)

        with pytest.raises(Hidden):
            services.change_role(
                acting_as_member(plain), membership_id=colleague.pk, role=MemberRole.MANAGER, now=NOON
            )
        with pytest.raises(Hidden):
            services.change_role(acting_as_member(plain), membership_id=plain.pk, role=MemberRole.MANAGER, now=NOON)

    def test_never_leaves_a_team_without_manager(self, structure, manager, member):
        hers = acting_as_member(manager)

        with pytest.raises(services.LastManager):
            services.change_role(hers, membership_id=manager.pk, role=MemberRole.MEMBER, now=NOON)
        services.change_role(hers, membership_id=member.pk, role=MemberRole.MANAGER, now=NOON)
        services.change_role(hers, membership_id=manager.pk, role=MemberRole.MEMBER, now=NOON)

    @pytest.mark.parametrize(
        "facts",
        [
            {"ends_before": TODAY + DAY},
            {"rests_from": TODAY},
            {"starts_on": TODAY + DAY},
        ],
        ids=["leaves-tomorrow", "at-rest", "not-here-yet"],
    )
    def test_does_not_count_a_manager_who_cannot_manage(self, structure, manager, facts):
        MembershipFactory(organisation=structure, helper=True, manager=True, **facts)

        with pytest.raises(services.LastManager):
            services.change_role(acting_as_member(manager), membership_id=manager.pk, role=MemberRole.MEMBER, now=NOON)


class TestEndMembership:
    def test_at_once_takes_the_hat(self, structure, manager, member):
        services.end_membership(acting_as_member(manager), membership_id=member.pk, ends_before=TODAY, now=NOON)

        assert hats_worn(member.user_id, now=NOON) == []
        assert events(structure) == [Event.ENDED]

    def test_after_a_last_day_ends_at_midnight_of_the_day_of_23_hours(self, manager, member):
        ends = datetime.date(2026, 3, 29)  # the clocks go forward in its night
        earlier = NOON - 10 * DAY
        services.end_membership(
            acting_as_member(manager, now=earlier), membership_id=member.pk, ends_before=ends, now=earlier
        )
        midnight = datetime.datetime(2026, 3, 28, 23, 0, tzinfo=datetime.UTC)

        assert hats_worn(member.user_id, now=midnight - datetime.timedelta(seconds=1))
        assert hats_worn(member.user_id, now=midnight) == []

    def test_reaches_no_day_that_is_over_but_for_an_operator(self, operator, manager, member):
        yesterday = TODAY - DAY

        with pytest.raises(services.EndsTooEarly):
            services.end_membership(
                acting_as_member(manager), membership_id=member.pk, ends_before=yesterday, now=NOON
            )
        services.end_membership(acting_as_member(operator), membership_id=member.pk, ends_before=yesterday, now=NOON)

    def test_of_the_last_manager_is_the_operators(self, operator, manager):
        with pytest.raises(services.LastManager):
            services.end_membership(acting_as_member(manager), membership_id=manager.pk, ends_before=TODAY, now=NOON)

        services.end_membership(acting_as_member(operator), membership_id=manager.pk, ends_before=TODAY, now=NOON)

    def test_is_hidden_once_it_has_ended(self, manager, structure):
        gone = MembershipFactory(organisation=structure, helper=True, ended=True)

        with pytest.raises(Hidden):
            services.end_membership(acting_as_member(manager), membership_id=gone.pk, ends_before=TODAY, now=NOON)

    def test_is_hidden_from_a_manager_whose_own_has_ended_meanwhile(self, manager, member):
        hers = acting_as_member(manager)
        services.end_membership(SCHEDULE, membership_id=manager.pk, ends_before=TODAY, now=NOON)

        with pytest.raises(Hidden):
            services.end_membership(hers, membership_id=member.pk, ends_before=TODAY, now=NOON)


class TestConfirmTeam:
    def confirm(self, membership, seen, now=NOON):
        return services.confirm_team(
            acting_as_member(membership, now=now), organisation_id=membership.organisation_id, seen=seen, now=now
        )

    def test_begins_the_three_months_anew_and_the_reminders(self, structure, manager, member):
        structure.team_reminded_on = TODAY
        structure.save()

        self.confirm(manager, [manager.pk, member.pk])

        structure.refresh_from_db()
        assert (structure.team_confirmed_on, structure.team_reminded_on) == (TODAY, None)
        assert selectors.state_of_team(structure, on=datetime.date(2026, 7, 2)) is TeamState.DUE_SOON
        assert selectors.state_of_team(structure, on=datetime.date(2026, 7, 3)) is TeamState.DUE
        assert events(structure) == [Event.TEAM_CONFIRMED]

    def test_needs_exactly_the_team_that_stands_there(self, structure, manager, member):
        for seen in ([manager.pk], [manager.pk, member.pk, member.pk + 1000], []):
            with pytest.raises(services.TeamChanged):
                self.confirm(manager, seen)

        structure.refresh_from_db()
        assert structure.team_confirmed_on == datetime.date(2026, 2, 1)

    def test_counts_those_at_rest_and_not_those_who_left(self, structure, manager):
        resting = MembershipFactory(organisation=structure, helper=True, rests_from=TODAY)
        MembershipFactory(organisation=structure, helper=True, ended=True)
        MembershipFactory(organisation=structure, helper=True, future=True)

        self.confirm(manager, [manager.pk, resting.pk])

    def test_is_the_managers_of_that_structure_alone(self, structure, manager, member, operator):
        others = (member, operator, MembershipFactory(helper=True, manager=True))

        for other in others:
            with pytest.raises(Hidden):
                services.confirm_team(
                    acting_as_member(other), organisation_id=structure.pk, seen=[manager.pk, member.pk], now=NOON
                )

    @pytest.mark.parametrize("trait", [{}, {"fund_officer": True}, {"employer": True}, {"provider": True}])
    def test_is_asked_of_helper_structures_only(self, trait):
        manager = MembershipFactory(manager=True, **trait)

        with pytest.raises(Hidden):
            self.confirm(manager, [manager.pk])
        assert selectors.state_of_team(manager.organisation, on=TODAY) is None

    def test_late_takes_nothing_from_anybody(self, structure, manager, member):
        a_year_later = NOON + 365 * DAY

        assert selectors.state_of_team(structure, on=datetime.date(2027, 4, 3)) is TeamState.OVERDUE
        assert hats_worn(member.user_id, now=a_year_later)


class TestWakeMembership:
    def test_gives_the_hat_back_and_counts_from_today(self, structure, manager):
        resting = MembershipFactory(
            organisation=structure,
            helper=True,
            rests_from=datetime.date(2026, 3, 1),
            warned_on=datetime.date(2026, 2, 1),
        )
        assert hats_worn(resting.user_id, now=NOON) == []

        services.wake_membership(acting_as_member(manager), membership_id=resting.pk, now=NOON)

        resting.refresh_from_db()
        assert hats_worn(resting.user_id, now=NOON)
        assert (resting.used_on, resting.warned_on) == (TODAY, None)
        assert events(structure) == [Event.WOKEN]

    def test_refuses_one_that_is_awake(self, manager, member):
        with pytest.raises(services.NotAtRest):
            services.wake_membership(acting_as_member(manager), membership_id=member.pk, now=NOON)

    def test_is_not_ones_own(self, structure, manager):
        resting = MembershipFactory(organisation=structure, helper=True, manager=True)
        hers = acting_as_member(resting)
        resting.rests_from = TODAY
        resting.save()

        with pytest.raises(Hidden):
            services.wake_membership(hers, membership_id=resting.pk, now=NOON)


class TestBlockedOrganisation:
    def test_takes_every_hat_and_gives_them_back(self):
        member = MembershipFactory(agency=True)

        services.block_organisation(
            SCHEDULE, organisation_id=member.organisation_id, reason="Licence withdrawn", now=NOON
        )
        assert hats_worn(member.user_id, now=NOON) == []

        services.unblock_organisation(SCHEDULE, organisation_id=member.organisation_id, now=NOON)
        assert hats_worn(member.user_id, now=NOON)

    def test_is_never_the_operator_itself(self, operator):
        with pytest.raises(Hidden):
            services.block_organisation(
                acting_as_member(operator), organisation_id=operator.organisation_id, reason="Why not", now=NOON
            )
