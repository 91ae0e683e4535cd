"""What the desk sees and hands out."""

import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors import selectors as factors
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.services import WrongCode, check_second_factor, make_list
from tandem.identity.factors.tests.factories import as_account
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.recovery import services
from tandem.identity.recovery.enums import Document
from tandem.identity.recovery.models import Recovery
from tandem.identity.recovery.tests.factories import file_of

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
READY = NOON + DAY


class TestHandOutList:
    def test_gives_a_first_list_to_somebody_without_second_step(self):
        person = PersonFactory(with_account=True, with_counsellor=True)

        made = services.hand_out_list(file_of(person, person.counsellor), document=Document.PASSPORT, now=NOON)

        assert check_second_factor(as_account(person.user), code=made.codes[0], now=NOON) is Factor.LIST
        row = LedgerEntry.objects.get(verb="recovery.hand_out_list")
        assert (row.person, row.object_id) == (person, "passport")

    def test_does_not_get_around_a_second_step(self, person):
        with pytest.raises(services.HasOtherWays):
            services.hand_out_list(file_of(person, person.counsellor), document=Document.PASSPORT, now=NOON)


class TestPostList:
    def test_sends_a_list_to_the_address_in_the_file_and_stops_the_old_one(self, person):
        old = make_list(as_account(person.user), now=NOON)

        services.post_list(file_of(person, person.counsellor), now=NOON)

        letter = Outgoing.objects.get(topic="recovery.codes")
        assert letter.recipient.splitlines()[1:] == ["Beispielweg 3", "1700 Fribourg"]
        with pytest.raises(WrongCode):
            check_second_factor(as_account(person.user), code=old.codes[0], now=NOON)

    def test_needs_an_address(self):
        person = PersonFactory(with_account=True, with_counsellor=True)

        with pytest.raises(services.NoAddress):
            services.post_list(file_of(person, person.counsellor), now=NOON)
        assert not factors.has_second_factor(person.user_id)


class TestDeskPage:
    @pytest.fixture
    def page(self, person):
        return reverse("recovery:desk", args=[person.pk])

    def test_leads_from_document_to_list(self, client, person, page, clock):
        began = clock.freeze(NOON)
        client.force_login(person.counsellor.user)
        assertContains(client.post(page, {"begin": "1"}), "This field is required.")

        client.post(page, {"begin": "1", "document": "passport"})
        assertNotContains(client.get(page), "Complete and print")
        too_early = client.post(page, {"complete": "1", "lost": "second_step"}, follow=True)
        assertContains(too_early, "The waiting time is not over.")
        clock.freeze(began + DAY)
        client.force_login(person.counsellor.user)
        assertContains(client.get(page), "Complete and print")
        assertContains(client.post(page, {"complete": "1"}), "This field is required.")

        sheet = client.post(page, {"complete": "1", "lost": "second_step"})
        assert sheet.content.startswith(b"%PDF-")
        assert "no-store" in sheet["Cache-Control"]

    def test_stops_prints_a_first_list_and_posts_one(self, client, person, page):
        client.force_login(person.counsellor.user)
        client.post(page, {"begin": "1", "document": "passport"})

        client.post(page, {"stop": "1"})
        client.post(page, {"post": "1"})

        assert Recovery.objects.get().state == "stopped"
        assert Outgoing.objects.filter(topic="recovery.codes").exists()
        assertContains(
            client.post(page, {"hand_out": "1", "document": "passport"}, follow=True), "has a second step already"
        )

    def test_looks_like_missing_to_whoever_does_not_work_at_her_office(self, client, person, page):
        for stranger in (MembershipFactory().user, MembershipFactory(fund_officer=True).user, UserFactory()):
            client.logout()
            client.force_login(stranger)

            assert client.get(page).status_code == 404
            assert client.post(page, {"begin": "1", "document": "passport"}).status_code == 404
        assert not Recovery.objects.exists()

    def test_leaves_a_row_for_who_looked(self, client, person, page):
        client.force_login(person.counsellor.user)
        client.get(page)

        assert LedgerEntry.objects.get(verb="access.open_file", person=person).purpose == "log_in"


class TestLink:
    def test_stands_on_the_desks_page_of_the_person(self, client, person):
        client.force_login(person.counsellor.user)

        assertContains(
            client.get(reverse("people:person", args=[person.pk])), reverse("recovery:desk", args=[person.pk])
        )


class TestNews:
    def test_of_a_change_reach_her_by_post_where_the_account_has_neither_address_nor_phone(self, told):
        person = PersonFactory(with_account=True, with_address=True)

        make_list(as_account(person.user), now=NOON)

        assert told == [("accounts.news", person.pk, "factors.list_added")]

    def test_of_a_change_reach_her_by_what_stands_in_her_file_where_she_has_no_address(self, told):
        person = PersonFactory(with_account=True)

        make_list(as_account(person.user), now=NOON)

        assert told == [("accounts.news_anyhow", person.pk, "factors.list_added")]

    def test_of_an_account_of_somebody_who_only_works_here_end_there(self, told):
        make_list(as_account(UserFactory()), now=NOON)

        assert told == []
