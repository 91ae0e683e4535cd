"""Closing a file at the desk, and what of an account stands in the person's own copy."""

import datetime

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.models import User
from tandem.identity.accounts.services import close_account
from tandem.identity.factors.tests.factories import CodeListFactory, KeyFactory, with_sms
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.own_data import account_data
from tandem.identity.own_data.models import ClosedFile
from tandem.identity.own_data.tests.factories import ClosedFileFactory
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person(clock):
    clock.freeze(NOON)
    return PersonFactory(with_account=True, with_counsellor=True)


def page(person):
    return reverse("own_data:close", args=[person.pk])


def day(text):
    parts = dict(zip(("year", "month", "day"), text.split("-"), strict=True))
    return {f"closed_on_{name}": value for name, value in parts.items()} | {"close": "1"}


class TestClosePage:
    @pytest.fixture(autouse=True)
    def _at_the_desk(self, client, person):
        client.force_login(person.counsellor.user)

    def test_closes_and_says_when_what_is_erased(self, client, person):
        response = client.post(page(person), day("2026-04-01"), follow=True)

        assert ClosedFile.objects.get().closed_on == datetime.date(2026, 4, 1)
        assertContains(response, "1 April 2031")
        assert LedgerEntry.objects.filter(person=person, verb="own_data.close_file").count() == 1

    def test_refuses_a_day_to_come_and_keeps_it(self, client, person):
        response = client.post(page(person), day("2026-04-04"))

        assertContains(response, "still to come")
        assert not ClosedFile.objects.exists()

    def test_opens_it_again(self, client, person):
        ClosedFileFactory(person=person, closed_on=datetime.date(2026, 1, 1))

        assertRedirects(client.post(page(person), {"reopen": "1"}), page(person))

        assert not ClosedFile.objects.exists()

    def test_is_hidden_from_another_office(self, client, person):
        client.force_login(MembershipFactory().user)

        assert client.get(page(person)).status_code == 404
        assert client.post(page(person), day("2026-04-01")).status_code == 404


class TestAccountInTheCopy:
    @pytest.fixture
    def hers(self, person):
        UserSession.objects.create(
            user=person.user,
            ip="192.0.2.7",
            user_agent="Firefox on a phone",
            session_key="very-secret-key",
            created_at=NOON,
            last_seen_at=NOON,
        )
        SocialAccount.objects.create(
            user=person.user, provider="agov", uid="sub-4711", extra_data={"acr": "urn:qoa:400", "iss": "https://x"}
        )
        with_sms(person.user)
        CodeListFactory(user=person.user)
        KeyFactory(user=person.user)
        return person

    def test_holds_sessions_log_ins_elsewhere_and_second_factors(self, hers):
        (session,), (elsewhere,) = account_data.sessions(hers.pk), account_data.elsewhere(hers.pk)

        assert (session["ip"], session["user_agent"]) == ("192.0.2.7", "Firefox on a phone")
        assert (elsewhere["uid"], elsewhere["assurance"]) == ("sub-4711", "urn:qoa:400")
        assert len(account_data.second_factors(hers.pk)) == 3

    def test_holds_no_secret(self, hers):
        told = str([account_data.sessions(hers.pk), account_data.second_factors(hers.pk)])

        for secret in ("very-secret-key", "credential", "code_hash", "5e5e"):
            assert secret not in told

    def test_of_a_person_without_account_is_empty(self):
        person = PersonFactory()

        assert account_data.sessions(person.pk) == account_data.second_factors(person.pk) == []

    def test_goes_with_the_account(self, hers):
        close_account(hers.user_id)

        assert account_data.sessions(hers.pk) == account_data.elsewhere(hers.pk) == []
        assert account_data.second_factors(hers.pk) == []
        assert not User.objects.get(pk=hers.user_id).is_active
