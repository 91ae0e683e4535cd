import datetime
import threading

import pytest
from django.db import connection

from tandem.foundation.limits.attempts import TooManyAttempts
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.types import VISITOR, Acting
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.accounts.tests.mails import mails_to
from tandem.identity.organisations import selectors, services
from tandem.identity.organisations.enums import HelperKind, MemberRole, Way
from tandem.identity.organisations.models import Invitation, Membership
from tandem.identity.organisations.tests.factories import MembershipFactory

LIFE = datetime.timedelta(days=14)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def manager():
    return MembershipFactory(helper=True, manager=True)


def a_newcomer():
    return Acting(capacity=Capacity.VISITOR, user_id=UserFactory().pk)


def invited(manager, *, role=MemberRole.MEMBER, way=Way.PAPER, recipient="Robin Muster", now=NOON, **facts):
    return services.invite(
        acting_as_member(manager),
        organisation_id=manager.organisation_id,
        role=role,
        way=way,
        recipient=recipient,
        now=now,
        **facts,
    )


class TestInvite:
    def test_on_paper_shows_the_code_once_and_keeps_it_nowhere(self, manager):
        issued = invited(manager)

        kept = Invitation.objects.values().get()
        assert issued.code
        assert not any(issued.code in str(value) for value in kept.values())

    def test_by_mail_sends_the_code_until_when_and_nothing_else_about_anybody(self, manager):
        issued = invited(manager, way=Way.EMAIL, recipient="new@example.com")

        (mail,) = mails_to("new@example.com")
        assert issued.code in mail.body
        assert "17 April 2026" in mail.body
        assert manager.user.name not in mail.body

    def test_in_an_account_answers_alike_for_a_name_that_nobody_has(self, manager):
        user = UserFactory()

        known = invited(manager, way=Way.ACCOUNT, recipient=user.username)
        unknown = invited(manager, way=Way.ACCOUNT, recipient="nobody-at-all")

        assert (known.code, known.expires_at) == (unknown.code, unknown.expires_at)
        listed = selectors.open_invitations(manager.organisation, now=NOON)
        assert {row.recipient for row in listed} == {user.username, "nobody-at-all"}

    def test_is_the_managers(self, manager):
        member = MembershipFactory(organisation=manager.organisation, helper=True)

        for other in (member, MembershipFactory(helper=True, manager=True), MembershipFactory()):
            with pytest.raises(Hidden):
                services.invite(
                    acting_as_member(other),
                    organisation_id=manager.organisation_id,
                    role=MemberRole.MANAGER,
                    way=Way.PAPER,
                    recipient="Herself",
                    now=NOON,
                )

    def test_makes_no_volunteer_of_a_structure_and_no_helper_of_an_office(self, manager):
        with pytest.raises(ValueError, match="stand alone"):
            invited(manager, helper_kind=HelperKind.VOLUNTEER)
        with pytest.raises(ValueError, match="helper structure"):
            invited(MembershipFactory(manager=True), helper_kind=HelperKind.PROFESSIONAL)

    def test_ends_after_fifty_a_day(self, manager):
        for _ in range(50):
            invited(manager)

        with pytest.raises(TooManyAttempts):
            invited(manager)


class TestAcceptWithCode:
    def test_joins_the_team_as_what_was_offered(self, manager):
        issued = invited(manager, role=MemberRole.MANAGER, helper_kind=HelperKind.SOCIAL_WORKER)
        newcomer = a_newcomer()

        joined = services.accept_with_code(newcomer, code=issued.code.lower().replace("-", " "), now=NOON)

        assert joined.organisation == manager.organisation
        assert (joined.user_id, joined.role, joined.helper_kind) == (
            newcomer.user_id,
            MemberRole.MANAGER,
            HelperKind.SOCIAL_WORKER,
        )

    def test_works_once_whoever_comes_second(self, manager):
        issued = invited(manager)
        services.accept_with_code(a_newcomer(), code=issued.code, now=NOON)

        with pytest.raises(services.InvitationUsed):
            services.accept_with_code(a_newcomer(), code=issued.code, now=NOON)

    def test_lives_two_weeks_to_the_second(self, manager):
        issued = invited(manager)

        with pytest.raises(services.InvitationExpired):
            services.accept_with_code(a_newcomer(), code=issued.code, now=NOON + LIFE)
        services.accept_with_code(a_newcomer(), code=issued.code, now=NOON + LIFE - SECOND)

    def test_means_nothing_once_withdrawn_or_blocked_and_says_the_same(self, manager):
        withdrawn, blocked = invited(manager), invited(MembershipFactory(agency=True, manager=True))
        services.withdraw_invitation(
            acting_as_member(manager),
            organisation_id=manager.organisation_id,
            invitation_id=withdrawn.invitation_id,
            now=NOON,
        )
        agency = Invitation.objects.get(pk=blocked.invitation_id).organisation
        agency.blocked_at, agency.blocked_because = NOON, "Licence withdrawn"
        agency.save()

        for issued in (withdrawn, blocked):
            with pytest.raises(services.InvitationExpired):
                services.accept_with_code(a_newcomer(), code=issued.code, now=NOON)

    def test_gives_nobody_a_role_by_her_own_hand(self, manager):
        issued = invited(manager, role=MemberRole.MANAGER)

        with pytest.raises(services.NotForOneself):
            services.accept_with_code(acting_as_member(manager), code=issued.code, now=NOON)

    def test_is_not_for_a_member_who_would_get_a_second_membership(self, manager):
        member = MembershipFactory(organisation=manager.organisation, helper=True)
        issued = invited(manager, role=MemberRole.MANAGER)

        with pytest.raises(services.AlreadyMember):
            services.accept_with_code(acting_as_member(member), code=issued.code, now=NOON)

        assert Membership.objects.filter(user_id=member.user_id).count() == 1

    def test_is_open_to_whoever_left_before(self, manager):
        gone = MembershipFactory(organisation=manager.organisation, helper=True, ended=True)
        issued = invited(manager)

        services.accept_with_code(Acting(capacity=Capacity.VISITOR, user_id=gone.user_id), code=issued.code, now=NOON)

    def test_stops_whoever_guesses_even_with_the_right_code(self, manager):
        issued, guesser = invited(manager), a_newcomer()
        for _ in range(10):
            with pytest.raises(services.WrongInvitation):
                services.accept_with_code(guesser, code="AAAA-AAAA", now=NOON)

        with pytest.raises(TooManyAttempts):
            services.accept_with_code(guesser, code=issued.code, now=NOON)
        assert not Membership.objects.filter(user_id=guesser.user_id).exists()

    def test_is_for_whoever_is_logged_in(self, manager):
        with pytest.raises(Hidden):
            services.accept_with_code(VISITOR, code=invited(manager).code, now=NOON)


class TestAcceptInAccount:
    def test_joins_and_takes_the_invitation_off_the_list(self, manager):
        user = UserFactory()
        hers = Acting(capacity=Capacity.VISITOR, user_id=user.pk)
        issued = invited(manager, way=Way.ACCOUNT, recipient=user.username)
        assert [row.pk for row in selectors.invitations_for(hers, now=NOON)] == [issued.invitation_id]

        services.accept_in_account(hers, invitation_id=issued.invitation_id, now=NOON)

        assert selectors.invitations_for(hers, now=NOON) == []

    def test_is_hidden_from_everybody_else(self, manager):
        in_account = invited(manager, way=Way.ACCOUNT, recipient=UserFactory().username)
        on_paper = invited(manager)

        for issued in (in_account, on_paper):
            with pytest.raises(Hidden):
                services.accept_in_account(a_newcomer(), invitation_id=issued.invitation_id, now=NOON)


class TestWithdrawInvitation:
    def test_is_hidden_for_an_invitation_of_another_team(self, manager):
        elsewhere = invited(MembershipFactory(helper=True, manager=True))

        with pytest.raises(Hidden):
            services.withdraw_invitation(
                acting_as_member(manager),
                organisation_id=manager.organisation_id,
                invitation_id=elsewhere.invitation_id,
                now=NOON,
            )

    def test_changes_nothing_once_it_was_accepted(self, manager):
        issued = invited(manager)
        services.accept_with_code(a_newcomer(), code=issued.code, now=NOON)

        services.withdraw_invitation(
            acting_as_member(manager),
            organisation_id=manager.organisation_id,
            invitation_id=issued.invitation_id,
            now=NOON,
        )

        assert Invitation.objects.get().withdrawn_at is None


@pytest.mark.django_db(transaction=True)
def test_an_invitation_accepted_by_two_at_once_lets_one_in():
    issued = invited(MembershipFactory(helper=True, manager=True))
    both, answers, start = [a_newcomer(), a_newcomer()], [], threading.Barrier(2)

    def accept(acting):
        start.wait()
        try:
            services.accept_with_code(acting, code=issued.code, now=NOON)
            answers.append("in")
        except services.InvitationUsed:
            answers.append("used")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[acting]) for acting in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["in", "used"]
