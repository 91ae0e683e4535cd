import datetime

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.identity.accounts.models import User
from tandem.identity.factors.tests.factories import code_of
from tandem.identity.mandates import services
from tandem.identity.mandates.models import Mandate
from tandem.identity.mandates.tests.factories import a_person, a_relative, granted, proposed
from tandem.identity.mandates.tests.steps import log_in, page

pytestmark = pytest.mark.usefixtures("noon")


class TestGiving:
    def test_asks_one_thing_per_page_and_ends_with_the_text_and_a_code(self, client, person):
        helper = a_relative()
        code = services.own_code(helper, now=datetime.datetime.now(datetime.UTC))
        log_in(client, person)

        assertRedirects(client.post(page("give"), {"code": code.lower().replace("-", " ")}), page("give_what"))
        assertContains(client.get(page("give_what")), User.objects.get(pk=helper.user_id).name)
        client.post(page("give_what"), {"areas": ["efforts", "claim"]})
        client.post(page("give_how_far"), {"efforts": "prepare", "claim": "read"})
        response = client.post(page("give_how_long"), {"duration": "one_month"}, follow=True)

        mandate = Mandate.objects.get()
        assertContains(response, "Yes, grant this mandate")
        seen = mandate.texts.get(is_official=True).fingerprint
        response = client.post(
            page("decide", mandate.pk), {"code": code_of(1), "seen": seen, "read": "en"}, follow=True
        )
        assertContains(response, "Your mandate is granted")
        mandate.refresh_from_db()
        assert (mandate.state, mandate.helper_id) == ("granted", helper.user_id)

    def test_begins_again_for_whoever_skips_a_question(self, client, person):
        log_in(client, person)

        assertRedirects(client.get(page("give_how_far")), page("give"))

    def test_knows_no_helper_with_a_wrong_code_and_stops_who_tries_many(self, client, person):
        log_in(client, person)

        assertContains(client.post(page("give"), {"code": "7K3A-9QWX-4ACD"}), "We know no helper with this code")
        for _ in range(10):
            response = client.post(page("give"), {"code": "7K3A-9QWX-4ACD"})
        assertContains(response, "Too many attempts")

    def test_takes_no_reach_that_was_slipped_into_the_form(self, client, person):
        code = services.own_code(a_relative(volunteer=True), now=datetime.datetime.now(datetime.UTC))
        log_in(client, person)
        client.post(page("give"), {"code": code})
        client.post(page("give_what"), {"areas": ["claim"]})

        response = client.post(page("give_how_far"), {"claim": "send"})

        assertContains(response, "is not one of the available choices")
        assert not Mandate.objects.exists()


class TestDeciding:
    def test_shows_the_text_in_the_language_that_the_person_reads_from_right_to_left(self, client, person, helper):
        mandate = proposed(person, helper)
        log_in(client, person)

        response = client.get(page("decide", mandate.pk) + "?read=fr")

        assertContains(response, '<div lang="fr" dir="ltr"')
        assertContains(response, "Voici ce que j&#x27;autorise")

    def test_refuses_a_wrong_code_and_grants_nothing(self, client, person, helper):
        mandate = proposed(person, helper)
        log_in(client, person)
        seen = mandate.texts.get(is_official=True).fingerprint

        response = client.post(page("decide", mandate.pk), {"code": "000000", "seen": seen})

        assertContains(response, '<a href="#id_code">')
        assertNotContains(response, "000000")
        mandate.refresh_from_db()
        assert mandate.state == "asked"

    def test_takes_a_no_without_a_code(self, client, person, helper):
        mandate = proposed(person, helper)
        log_in(client, person)

        response = client.post(page("decide", mandate.pk), {"refuse": "1"}, follow=True)

        assertContains(response, "You have said no.")
        mandate.refresh_from_db()
        assert mandate.state == "refused"

    def test_tells_who_has_no_second_factor_what_to_do(self, client, helper):
        person = a_person()
        mandate = proposed(person, helper)
        log_in(client, person)

        assertContains(client.get(page("decide", mandate.pk)), "To say yes on the screen you need a second factor.")

    def test_hides_the_mandate_of_somebody_else(self, client, person, helper):
        mandate = granted(a_person(phone="+41790000001"), helper)
        log_in(client, person)

        for name in ("mandate", "decide", "end", "granted", "sheet"):
            assert client.get(page(name, mandate.pk)).status_code == 404
        assert client.post(page("end", mandate.pk)).status_code == 404
        assert client.post(page("end_area", mandate.pk, "efforts")).status_code == 404


class TestEnding:
    def test_ends_all_of_it(self, client, person, helper):
        mandate = granted(person, helper)
        log_in(client, person)
        assertContains(client.get(page("end", mandate.pk)), "It ends at once.")

        assertContains(client.post(page("end", mandate.pk), follow=True), "It opens nothing any more.")
        assertContains(client.get(page("mandate", mandate.pk)), "You ended it")

    def test_ends_one_area_and_leaves_the_others(self, client, person, helper):
        mandate = granted(person, helper)
        log_in(client, person)

        client.post(page("end_area", mandate.pk, "efforts"))

        mandate.refresh_from_db()
        assert mandate.state == "granted"
        assert mandate.areas.get(ended_at=None).area == "search"
