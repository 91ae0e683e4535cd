import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tandem.identity.access.models import LedgerEntry
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import ChangeNoticeFactory, PersonFactory, StandInFactory


class TestMePage:
    def test_shows_what_is_known_and_who_is_in_charge(self, client):
        person = PersonFactory(
            with_account=True,
            with_counsellor=True,
            with_fund=True,
            with_channels=True,
            with_address=True,
            avs_number="7569217076985",
        )
        client.force_login(person.user)

        response = client.get(reverse("people:me"))

        for fact in (
            person.name,
            "17 May 1990",
            person.person_number,
            "756.9217.0769.85",
            "1700 Fribourg",
            "person@example.com",
            person.counsellor.user.name,
            person.office.name,
            person.fund.name,
        ):
            assertContains(response, fact)
        assert not LedgerEntry.objects.exists()

    def test_says_in_words_what_is_not_known(self, client):
        person = PersonFactory(with_account=True, birth_date=None, person_number=None)
        client.force_login(person.user)

        response = client.get(reverse("people:me"))

        assertContains(response, "nobody yet", count=3)
        assertContains(response, "none: we write or call another way", count=2)
        assertNotContains(response, "None")

    def test_shows_nothing_of_another_person(self, client):
        person, another = PersonFactory(with_account=True), PersonFactory(with_account=True)
        client.force_login(person.user)

        assertNotContains(client.get(reverse("people:me")), another.given_name)

    def test_is_hidden_from_whoever_acts_for_an_organisation(self, client):
        client.force_login(MembershipFactory().user)

        assert client.get(reverse("people:me")).status_code == 404

    def test_costs_the_same_however_much_is_known(self, client):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("people:me")).status_code == 200
            return len(queries)

        person = PersonFactory(with_account=True, with_counsellor=True, with_fund=True)
        client.force_login(person.user)
        cost()  # what is kept in memory afterwards
        cost_of_little = cost()
        StandInFactory(counsellor=person.counsellor)
        StandInFactory(
            counsellor=person.counsellor, starts_on=datetime.date(2100, 1, 1), ends_before=datetime.date(2100, 2, 1)
        )
        ChangeNoticeFactory.create_batch(5, person=person)

        assert cost() == cost_of_little
