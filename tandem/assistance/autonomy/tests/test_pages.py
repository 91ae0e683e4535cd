import pytest
from django.urls import reverse

from tandem.assistance.autonomy import selectors
from tandem.assistance.autonomy.enums import NextTime, Task
from tandem.assistance.autonomy.tests.factories import noted, own
from tandem.assistance.confirmations.tests.factories import mandated
from tandem.foundation import clock
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.access.tests.factories import acting_as_member
from tandem.identity.accounts.models import User
from tandem.identity.mandates import services as mandates
from tandem.identity.mandates.models import Mandate
from tandem.identity.mandates.tests.factories import a_person
from tandem.identity.organisations.tests.factories import MembershipFactory


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def person(db, now):
    person = a_person()
    noted(person, Presence.IN_PLACE, Presence.TOGETHER_HELPER_HANDS, Presence.ALONE, Presence.ALONE, since=now)
    return person


@pytest.fixture
def helper(now):
    return acting_as_member(MembershipFactory(helper=True), now=now)


@pytest.fixture
def hers(client, person):
    client.force_login(person.user)
    return client


def log_in(client, helper):
    client.force_login(User.objects.get(pk=helper.user_id))
    return client


class TestHerPages:
    def test_show_the_path_in_words_a_picture_and_a_table(self, hers):
        assert "alone" in hers.get(reverse("autonomy:mine")).content.decode()
        page = hers.get(reverse("autonomy:task", args=["monthly_form"])).content.decode()

        assert page.count('class="path__person"') == 3  # twice alone, once as the inner half of "together"
        assert page.count('<tr class="govuk-table__row">') == 5
        assert 'role="img"' in page

    def test_take_her_answer_in_one_tap(self, hers, person, now):
        hers.post(reverse("autonomy:answer", args=["monthly_form"]), {"word": "with_help"})

        assert selectors.path(own(person, now=now), Task.MONTHLY_FORM).last_said.word is NextTime.WITH_HELP

    def test_know_no_other_task(self, hers):
        assert hers.get(reverse("autonomy:task", args=["everything"])).status_code == 404

    def test_cost_the_same_for_one_time_and_for_many(self, hers, person, now, django_assert_max_num_queries):
        noted(person, *[Presence.ALONE] * 30, task=Task.UPLOAD, since=now)
        with django_assert_max_num_queries(20):
            hers.get(reverse("autonomy:mine"))


class TestHelpersPage:
    def test_shows_what_she_shows_and_nothing_else(self, client, person, helper, now):
        mandate = mandated(person, helper, now=now)
        noted(person, task=Task.UPLOAD, since=now)
        address = reverse("autonomy:shared", args=[person.pk])
        log_in(client, helper)
        assert "path__" not in client.get(address).content.decode()

        client.force_login(person.user)
        client.post(reverse("autonomy:share", args=["monthly_form", mandate.pk]))

        page = log_in(client, helper).get(address).content.decode()
        assert "Fill in the monthly form" in page
        assert "Hand in a document" not in page


class TestRenewal:
    def renew(self, client, person, mandate, **data):
        client.force_login(person.user)
        return client.post(reverse("mandates:renew", args=[mandate.pk]), data, follow=True).content.decode()

    def proposed(self, mandate):
        newest = Mandate.objects.latest("pk")
        assert newest.renews_id == mandate.pk
        return {row.area: row.reach for row in newest.areas.order_by("pk")}

    def test_proposes_less_where_she_does_it_alone_and_says_why(self, client, person, helper, now):
        mandate = mandated(person, helper, Reach.PREPARE, now=now)

        page = self.renew(client, person, mandate)

        assert self.proposed(mandate) == {Purpose.EFFORTS: Reach.READ, Purpose.MONTHLY_FORM: Reach.READ}
        assert "The last times you did it yourself." in page
        assert "Nothing was done here lately." in page

    def test_leaves_what_was_done_in_her_place(self, client, helper, now):
        person = a_person(phone="+41790000002")
        noted(person, Presence.ALONE, Presence.IN_PLACE, since=now)
        mandate = mandated(person, helper, now=now)

        page = self.renew(client, person, mandate)

        assert self.proposed(mandate)[Purpose.MONTHLY_FORM] == Reach.SEND_WITH_CONFIRMATION
        assert "So it stays as it is." in page

    def test_can_be_refused_for_what_was(self, client, person, helper, now):
        mandate = mandated(person, helper, Reach.PREPARE, now=now)
        self.renew(client, person, mandate)

        self.renew(client, person, mandate, as_before="1")

        assert set(self.proposed(mandate).values()) == {Reach.PREPARE}
        assert Mandate.objects.filter(renews=mandate, state="asked").count() == 1

    def test_by_the_helper_tells_him_nothing_of_her_levels(self, person, helper, now):
        """Her last time was in place: the levels would leave the reach, and the terms would say so."""
        noted(person, Presence.IN_PLACE, task=Task.EFFORTS, since=now)
        mandate = mandated(person, helper, now=now)

        mandates.renew(helper, mandate_id=mandate.pk, now=now)

        assert set(self.proposed(mandate).values()) == {Reach.PREPARE}
