import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.organisations.enums import HelperKind, MemberRole, OrganisationKind
from tandem.identity.organisations.models import HelperProfile, Invitation, Licence, Membership, Organisation
from tandem.identity.organisations.tests.factories import (
    LicenceFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tandem.identity.organisations.tests.post import known_code, letters

UID = "CHE990000013"  # invented, in the register of the demo


@pytest.fixture(autouse=True)
def _noon(clock):
    clock.freeze(NOON)


@pytest.fixture
def manager(client):
    member = MembershipFactory(helper=True, manager=True)
    client.force_login(member.user)
    return member


@pytest.fixture
def operator(client):
    member = MembershipFactory(operator=True)
    client.force_login(member.user)
    return member


def page(name, *arguments):
    return reverse(f"organisations:{name}", args=arguments)


class TestTeamPage:
    def test_shows_a_member_the_team_and_no_way_to_change_it(self, client, manager):
        member = MembershipFactory(organisation=manager.organisation, helper=True)
        client.force_login(member.user)

        response = client.get(page("own"), follow=True)

        assertContains(response, manager.user.name)
        assertNotContains(response, page("invite", manager.organisation_id))
        for name, arguments in (
            ("invite", [manager.organisation_id]),
            ("confirm_team", [manager.organisation_id]),
            ("member", [manager.organisation_id, member.pk]),
            ("end", [manager.organisation_id, manager.pk]),
        ):
            assert client.get(page(name, *arguments)).status_code == 404
            assert client.post(page(name, *arguments)).status_code == 404

    def test_reaches_no_member_of_another_team_through_ones_own(self, client, manager):
        elsewhere = MembershipFactory(helper=True)

        for name in ("member", "end"):
            assert client.get(page(name, manager.organisation_id, elsewhere.pk)).status_code == 404
            answer = client.post(page(name, manager.organisation_id, elsewhere.pk), {"role": "manager", "when": "now"})
            assert answer.status_code == 404
        elsewhere.refresh_from_db()
        assert (elsewhere.role, elsewhere.ends_before) == (MemberRole.MEMBER, None)

    def test_costs_the_same_for_one_member_and_for_many(self, client, manager):
        few = number_of_queries(client, page("team", manager.organisation_id))
        for _ in range(30):
            MembershipFactory(organisation=manager.organisation, helper=True)

        assert number_of_queries(client, page("team", manager.organisation_id)) == few

    def test_tells_that_the_list_is_to_be_confirmed_and_confirms_it(self, client, manager, clock):
        clock.freeze("2026-05-01 09:00")
        client.force_login(manager.user)
        member = MembershipFactory(organisation=manager.organisation, helper=True)
        assertContains(client.get(page("own"), follow=True), "to be confirmed by")

        response = client.post(
            page("confirm_team", manager.organisation_id), {"seen": [manager.pk, member.pk]}, follow=True
        )

        assertContains(response, "Your team is confirmed")
        assertNotContains(response, "to be confirmed by")

    def test_confirms_nothing_when_somebody_joined_meanwhile_or_nonsense_is_sent(self, client, manager):
        MembershipFactory(organisation=manager.organisation, helper=True)

        for seen in ([manager.pk], ["x", "-1", ""], []):
            response = client.post(page("confirm_team", manager.organisation_id), {"seen": seen})
            assertContains(response, "The team has changed while you were looking")
        manager.organisation.refresh_from_db()
        assert manager.organisation.team_confirmed_on == datetime.date(2026, 2, 1)


class TestForcedRole:
    """A role, a kind or an organisation that somebody writes into a form."""

    @pytest.mark.parametrize("role", ["operator", "owner", "", "MANAGER"])
    def test_that_does_not_exist_is_refused(self, client, manager, role):
        member = MembershipFactory(organisation=manager.organisation, helper=True)

        response = client.post(page("member", manager.organisation_id, member.pk), {"role": role})

        assert response.status_code == 200
        member.refresh_from_db()
        assert member.role == MemberRole.MEMBER

    def test_is_not_given_to_oneself(self, client, manager):
        member = MembershipFactory(organisation=manager.organisation, helper=True)
        client.force_login(member.user)

        answer = client.post(page("member", manager.organisation_id, member.pk), {"role": "manager"})

        assert answer.status_code == 404
        member.refresh_from_db()
        assert member.role == MemberRole.MEMBER

    def test_slipped_into_an_accepted_invitation_changes_nothing(self, client, manager):
        user = UserFactory()
        invitation = an_invitation(manager, user)
        client.force_login(user)

        client.post(
            page("accept_in_account", invitation.pk),
            {"role": "manager", "helper_kind": "social_worker", "organisation": "1"},
        )

        joined = Membership.objects.get(user=user)
        assert (joined.role, joined.helper_kind) == (MemberRole.MEMBER, HelperKind.PROFESSIONAL)

    @pytest.mark.parametrize("kind", ["volunteer", "relative", "king"])
    def test_of_a_helper_who_stands_alone_enters_no_structure(self, client, manager, kind):
        facts = {"way": "paper", "recipient": "Robin", "role": "member", "helper_kind": kind}

        assert client.post(page("invite", manager.organisation_id), facts).status_code == 200
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize("kind", ["professional", "social_worker", "counsellor"])
    def test_of_a_professional_is_not_taken_on_alone(self, client, kind):
        client.force_login(UserFactory())

        client.post(page("i_help"), {"kind": kind})

        assert not HelperProfile.objects.exists()

    def test_of_the_operator_is_not_entered(self, client, operator):
        client.post(page("create"), {"kind": "operator", "name": "Second operator"})

        assert Organisation.objects.filter(kind=OrganisationKind.OPERATOR).count() == 1

    @pytest.mark.parametrize("hat", ["operator:", "counsellor:1", "self:", "system:", "x", "", "fund_officer:999999"])
    def test_in_the_switch_of_hats_is_not_put_on(self, client, manager, hat):
        client.post(reverse("access:hat"), {"hat": hat})

        assert client.get(page("own")).status_code == 302
        assert client.get(page("all")).status_code == 404


class TestSwitching:
    """One account, several roles: seen on top of each page, changed in one step."""

    @pytest.fixture
    def several(self, client):
        office = MembershipFactory(organisation__name="ORP Exemple")
        fund = MembershipFactory(user=office.user, fund_officer=True, organisation__name="Caisse Exemple")
        client.force_login(office.user)
        return office, fund

    def test_is_offered_on_every_page_with_the_names(self, client, several):
        response = client.get(reverse("homes:home"))

        for name in ("ORP Exemple", "Caisse Exemple"):
            assertContains(response, name)

    def test_changes_whose_pages_one_sees_and_back(self, client, several):
        office, fund = several
        for membership, capacity in ((fund, "fund_officer"), (office, "counsellor")):
            client.post(reverse("access:hat"), {"hat": f"{capacity}:{membership.organisation_id}"})
            assertRedirects(
                client.get(page("own")), page("team", membership.organisation_id), fetch_redirect_response=False
            )
        assert client.get(page("team", fund.organisation_id)).status_code == 404

    def test_ends_by_itself_when_the_membership_does(self, client, several):
        _office, fund = several
        client.post(reverse("access:hat"), {"hat": f"fund_officer:{fund.organisation_id}"})
        fund.ends_before = datetime.date(2026, 4, 3)
        fund.save()

        assert client.get(page("team", fund.organisation_id)).status_code == 404


class TestCompanyPages:
    @pytest.fixture
    def newcomer(self, client):
        user = UserFactory()
        client.force_login(user)
        return user

    def test_lead_from_the_uid_over_the_letter_to_the_team(self, client, newcomer, monkeypatch):
        code = known_code(monkeypatch)

        sent = client.post(page("company"), {"uid": "CHE-990.000.013"})
        entered = client.post(page("access_code"), {"code": code.lower()}, follow=True)

        assertContains(sent, "letter")
        assert len(letters()) == 1
        assertContains(entered, "You are a manager of Bäckerei Morgenrot (Demo) now.")
        assert client.get(page("own")).status_code == 302

    @pytest.mark.parametrize("uid", ["", "CHE-109.322.552", "12", "CHE-ABC"])
    def test_say_what_a_uid_is_and_keep_what_was_typed(self, client, newcomer, uid):
        response = client.post(page("company"), {"uid": uid})

        assert response.context["form"].errors["uid"]
        assert response.context["form"]["uid"].value() == uid
        assert letters() == []

    def test_answer_alike_for_a_blocked_agency_and_for_another(self, client, newcomer):
        known, blocked = (
            LicenceFactory(agency=OrganisationFactory(agency=True, **facts)) for facts in ({}, {"blocked": True})
        )

        answers = [client.post(page("agency"), {"licence_number": one.number.lower()}) for one in (known, blocked)]

        assert [answer.status_code for answer in answers] == [200, 200]
        assert words(answers[0]) == words(answers[1])
        assert len(letters()) == 1

    def test_show_no_code_in_any_answer_nor_address(self, client, newcomer, monkeypatch):
        code = known_code(monkeypatch)
        client.post(page("company"), {"uid": UID})

        response = client.post(page("access_code"), {"code": code}, follow=True)

        assertNotContains(response, code)
        assert all(code not in address for address, _status in response.redirect_chain)


class TestOperatorsPages:
    def test_enter_an_organisation_and_invite_its_manager(self, client, operator):
        facts = {
            "kind": "office",
            "name": "ORP Exemple",
            "street": "Musterweg 3",
            "postal_code": "1700",
            "locality": "Fribourg",
            "canton": "FR",
            "phone": "026 305 00 00",
        }

        response = client.post(page("create"), facts)

        office = Organisation.objects.get(name="ORP Exemple")
        assert office.phone == "+41263050000"
        assertRedirects(response, page("invite", office.pk))

    @pytest.mark.parametrize(
        "facts",
        [
            {"kind": "office", "name": "No canton", "street": "a", "postal_code": "1700", "locality": "b"},
            {"kind": "fund", "name": "No number", "street": "a", "postal_code": "1700", "locality": "b"},
            {"kind": "employer", "name": "No UID"},
            {"kind": "agency", "name": "No licence"},
            {"kind": "employer", "name": "Licence", "uid": UID, "licence_number": "FR-1"},
            {"kind": "employer", "name": "Wrong UID", "uid": "CHE-109.322.552"},
            {"kind": "provider", "name": "Phone", "phone": "call me"},
            {"kind": "provider", "name": ""},
            {"kind": "circus", "name": "Circus"},
        ],
        ids=lambda facts: facts["name"] or "no name",
    )
    def test_refuse_what_cannot_be_with_a_sentence_and_save_nothing(self, client, operator, facts):
        before = Organisation.objects.count()

        response = client.post(page("create"), facts)

        assert response.status_code == 200
        assert response.context["form"].errors
        assert Organisation.objects.count() == before

    def test_show_what_waits_for_the_operator_first(self, client, operator):
        OrganisationFactory(employer=True, name="A checked one")
        OrganisationFactory(employer=True, name="Z to be checked", is_to_be_checked=True)
        OrganisationFactory(agency=True, name="Unlicensed")
        OrganisationFactory(helper_structure=True, name="Late", team_confirmed_on=datetime.date(2025, 6, 1))

        lines = {line.name: line for line in client.get(page("all")).context["lines"]}

        assert next(iter(lines)) == "Z to be checked"
        assert lines["Unlicensed"].lacks_licence
        assert not lines["A checked one"].lacks_licence
        assertContains(client.get(page("all")), "Team list overdue")

    def test_cost_the_same_for_one_organisation_and_for_twenty(self, client, operator):
        few = number_of_queries(client, page("all"))
        for _ in range(20):
            OrganisationFactory(agency=True)

        assert number_of_queries(client, page("all")) == few

    def test_renew_a_licence(self, client, operator):
        old = LicenceFactory(valid_before=datetime.date(2026, 5, 1))
        facts = {
            "number": "fr-2026-7",
            "authority": "FR",
            "valid_from_day": "1",
            "valid_from_month": "5",
            "valid_from_year": "2026",
            "last_day_day": "30",
            "last_day_month": "4",
            "last_day_year": "2030",
        }

        response = client.post(page("licence", old.agency_id), facts, follow=True)

        new = Licence.objects.get(number="FR-2026-7")
        assert (new.agency_id, new.valid_before) == (old.agency_id, datetime.date(2030, 5, 1))
        assertContains(response, "FR-2026-7")

    def test_say_that_a_licence_number_is_taken(self, client, operator):
        old = LicenceFactory()
        facts = {
            "number": old.number,
            "authority": "FR",
            "valid_from_day": "1",
            "valid_from_month": "5",
            "valid_from_year": "2026",
        }

        response = client.post(page("licence", old.agency_id), facts)

        assert response.context["form"].errors["number"]
        assert Licence.objects.count() == 1

    def test_block_and_lift_the_block(self, client, operator):
        agency = OrganisationFactory(agency=True)

        client.post(page("block", agency.pk), {"reason": "Licence withdrawn"})
        agency.refresh_from_db()
        assert agency.is_blocked

        client.post(page("unblock", agency.pk))
        agency.refresh_from_db()
        assert not agency.is_blocked

    def test_ask_for_a_reason_before_a_block(self, client, operator):
        agency = OrganisationFactory(agency=True)

        response = client.post(page("block", agency.pk), {"reason": "   "})

        assert response.context["form"].errors["reason"]


def an_invitation(manager, user):
    return Invitation.objects.create(
        organisation=manager.organisation,
        role=MemberRole.MEMBER,
        helper_kind=HelperKind.PROFESSIONAL,
        way="account",
        recipient=user.username,
        user=user,
        invited_by=manager.user,
        invited_at=NOON,
        expires_at=NOON + datetime.timedelta(days=14),
    )


def words(response):
    """The page without what is new on each one: the request's number, and the token of the form."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|\b[0-9a-f]{32}\b', "", response.content.decode())


def number_of_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
