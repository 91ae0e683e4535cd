"""One page for each thing that can be changed, with JavaScript nowhere."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.foundation.languages import Language
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.models import LedgerEntry
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.enums import Channel, Section
from tandem.identity.people.models import ChangeNotice, Person
from tandem.identity.people.tests.factories import ChangeNoticeFactory, PersonFactory
from tandem.reference.localities.tests.factories import load_places

REACHABLE = {"with_account": True, "with_channels": True, "with_address": True, "with_counsellor": True}


@pytest.fixture(autouse=True)
def _places():
    load_places()


@pytest.fixture
def person(client):
    """Logged in."""
    person = PersonFactory(**REACHABLE)
    client.force_login(person.user)
    return person


def page_of(section, person=None):
    if person is None:
        return reverse("people:change", args=[section])
    return reverse("people:change_for", args=[person.pk, section])


def shown(client, url):
    """What a browser would send back of the page's form, untouched."""
    form = client.get(url).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def saved(person):
    return Person.objects.get(pk=person.pk)


class TestChangePage:
    @pytest.mark.parametrize("section", [section for section in Section if section is not Section.IDENTITY])
    @pytest.mark.parametrize("language", Language)
    def test_shows_what_is_known_and_saves_it_untouched(self, client, person, section, language):
        with translation.override(language):
            url = page_of(section)

            response = client.post(url, shown(client, url), follow=True)

        assertRedirects(response, response.redirect_chain[0][0])
        assert not LedgerEntry.objects.exists()

    def test_of_the_name_is_hidden_from_the_person_and_open_to_the_office(self, client, person):
        assert client.get(page_of(Section.IDENTITY)).status_code == 404

        client.force_login(person.counsellor.user)
        url = page_of(Section.IDENTITY, person)
        client.post(url, {**shown(client, url), "given_name": "Mela", **DAY}, follow=True)

        assert saved(person).given_name == "Mela"

    @pytest.mark.parametrize("section", ["", "wages", "identity", "../contact"])
    def test_of_something_else_is_missing(self, client, person, section):
        assert client.get(f"/en/me/change/{section}/").status_code == 404

    def test_of_another_person_is_hidden(self, client, person):
        another = PersonFactory(**REACHABLE)

        assert client.get(page_of(Section.CONTACT, another)).status_code == 404
        assert client.get(page_of(Section.CONTACT, person)).status_code == 404  # her own page is another one
        assert client.get(reverse("people:person", args=[another.pk])).status_code == 404

    def test_is_hidden_from_a_counsellor_of_somebody_else(self, client, person):
        client.force_login(MembershipFactory(organisation=person.office).user)
        before = saved(person).email

        url = page_of(Section.CONTACT, person)

        assert client.get(url).status_code == 404
        assert client.post(url, {"email": "x@example.ch", "phone": "", "seen": ""}).status_code == 404
        assert saved(person).email == before

    def test_keeps_what_was_typed_beside_what_was_saved_meanwhile(self, client, person):
        url = page_of(Section.CONTACT)
        opened = shown(client, url)
        Person.objects.filter(pk=person.pk).update(email="meanwhile@example.ch")

        response = client.post(url, {**opened, "email": "typed@example.ch"})

        assertContains(response, "Somebody changed this while you were writing.")
        assertContains(response, "meanwhile@example.ch")
        assertContains(response, 'value="typed@example.ch"')
        assert saved(person).email == "meanwhile@example.ch"

        again = {field.html_name: field.value() or "" for field in response.context["form"]}
        client.post(url, again)
        assert saved(person).email == "typed@example.ch"

    def test_says_what_a_refused_change_leaves_safe(self, client, person):
        url = page_of(Section.REACH)
        client.post(url, {**shown(client, url), "channel_0": Channel.EMAIL})
        url = page_of(Section.CONTACT)

        response = client.post(url, {**shown(client, url), "email": ""})

        assertContains(response, "Messages by e-mail need an e-mail address. Nothing was changed.")

    def test_costs_an_office_the_same_number_of_queries_for_much_and_for_little(self, client, person):
        def cost(someone):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("people:person", args=[someone.pk])).status_code == 200
            return len(queries)

        client.force_login(person.counsellor.user)
        rich = PersonFactory(counsellor=person.counsellor, speaks=["fr", "ti", "am"], reads=["fr", "ti"])
        cost(person)

        assert cost(person) == cost(rich)


DAY = {"birth_date_day": "17", "birth_date_month": "5", "birth_date_year": "1990"}


class TestContact:
    def test_takes_a_phone_in_any_spelling_and_tells_both_ends(self, client, person):
        url = page_of(Section.CONTACT)

        response = client.post(url, {**shown(client, url), "phone": "0041 78/000.00.00"}, follow=True)

        assertContains(response, "Your change is saved.")
        assertContains(response, "+41 78 000 00 00")
        assert Outgoing.objects.count() == 2

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [({"phone": "12"}, "This cannot be a phone number."), ({"email": "x"}, "Write an e-mail address like")],
    )
    def test_says_what_to_write(self, client, person, typed, sentence):
        url = page_of(Section.CONTACT)

        assertContains(client.post(url, {**shown(client, url), **typed}), sentence)

    def test_never_says_whether_an_address_is_known(self, client, person):
        another = PersonFactory(with_account=True, email="taken@example.ch")
        url = page_of(Section.CONTACT)

        response = client.post(url, {**shown(client, url), "email": another.email}, follow=True)

        assertContains(response, "Your change is saved.")


class TestAddress:
    def post(self, client, **typed):
        url = page_of(Section.ADDRESS)
        return client.post(url, {**shown(client, url), **typed}, follow=True)

    def test_takes_the_canton_from_the_place(self, client, person):
        self.post(client, street="Musterweg 1", postal_code="3012", locality="bern")

        assert (saved(person).locality, saved(person).canton) == ("Bern", "BE")

    def test_needs_no_place_where_a_postal_code_has_one(self, client, person):
        self.post(client, postal_code="1630", locality="")

        assert saved(person).locality == "Bulle"

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"postal_code": "1799", "locality": "Fribourg"}, "no postal code 1799 in Switzerland"),
            ({"postal_code": "9999", "locality": "Nowhere"}, "no postal code 9999 in Switzerland"),
            ({"postal_code": "", "locality": "Bern"}, "Write the postal code of the place."),
            ({"postal_code": "1700", "locality": "Bern"}, "At postal code 1700 we know: Fribourg"),
        ],
    )
    def test_answers_an_unknown_place_with_what_is_known(self, client, person, typed, sentence):
        assertContains(self.post(client, **typed), sentence)
        assert saved(person).postal_code == "1700"

    def test_suggests_the_postal_codes_of_the_place_that_was_named(self, client, person):
        response = self.post(client, postal_code="1799", locality="Bulle")

        assert "1630" in response.context["form"].errors["postal_code"][0]

    def test_asks_for_the_canton_where_a_postal_code_lies_in_two(self, client, person):
        response = self.post(client, postal_code="1787", locality="Mur (Vully) FR")
        assertContains(response, "In which canton do you live?")
        place = response.context["form"].data["locality"]

        self.post(client, postal_code="1787", locality=place, canton="FR")

        assert saved(person).canton == "FR"

    def test_may_be_given_up_and_leaves_the_canton(self, client, person):
        self.post(client, street="", postal_code="", locality="")

        assert (saved(person).postal_code, saved(person).canton) == ("", "FR")


class TestLanguages:
    def test_are_written_one_in_each_row(self, client, person):
        url = page_of(Section.LANGUAGES)

        client.post(
            url,
            {
                **shown(client, url),
                "language_0": "ti",
                "speaks_0": "on",
                "reads_0": "on",
                "language_2": "fr",
                "speaks_2": "on",
            },
        )

        assert (saved(person).speaks, saved(person).reads) == (["ti", "fr"], ["ti"])
        assertContains(client.get(reverse("people:me")), "Tigrinya – ትግርኛ")

    def test_always_leave_empty_rows(self, client):
        person = PersonFactory(with_account=True, speaks=["ti", "fr", "ar", "so"])
        client.force_login(person.user)

        assert len(list(client.get(page_of(Section.LANGUAGES)).context["form"].rows())) == 7

    @pytest.mark.parametrize(
        ("row", "sentence"),
        [
            ({"language_0": "ti"}, "Select whether it is spoken, read, or both."),
            ({"speaks_0": "on"}, "Select which language is meant."),
            ({"language_0": "klingon", "speaks_0": "on"}, "klingon"),
        ],
    )
    def test_say_what_is_missing(self, client, person, row, sentence):
        url = page_of(Section.LANGUAGES)

        assertContains(client.post(url, {**shown(client, url), **row}), sentence)
        assert saved(person).speaks == []


class TestReach:
    def test_is_ordered_with_five_lists_and_no_script(self, client, person):
        url = page_of(Section.REACH)

        client.post(url, {**shown(client, url), "channel_0": "letter", "channel_2": "email"})

        assert saved(person).channels == ["letter", "email"]
        assertContains(client.get(reverse("people:me")), "1. Letter<br>2. E-mail")

    def test_says_what_is_tried_while_nothing_is_chosen(self, client, person):
        assertContains(
            client.get(reverse("people:me")), "1. E-mail<br>2. Letter<br>3. SMS<br>4. On screen, when I log in"
        )

    def test_names_each_channel_once(self, client, person):
        url = page_of(Section.REACH)

        response = client.post(url, {**shown(client, url), "channel_0": "letter", "channel_1": "letter"})

        assertContains(response, "“Letter” stands in the order already.")

    def test_on_paper_only_is_said_to_whoever_opens_the_file(self, client, person):
        url = page_of(Section.REACH)
        client.post(url, {"seen": shown(client, url)["seen"], "reserved_from_digital": "on"})
        client.force_login(person.counsellor.user)

        response = client.get(reverse("people:person", args=[person.pk]))

        assertContains(response, "Do not ask for a screen, e-mail or SMS.")


class TestNeeds:
    def test_offer_an_interpreter_for_signs_and_for_speech(self, client, person):
        url = page_of(Section.NEEDS)
        assertContains(client.get(url), "Sign language")

        client.post(url, {**shown(client, url), "interpreter": "sgg", "easy_language": "on"})

        assert (saved(person).interpreter, saved(person).easy_language) == ("sgg", True)
        assertContains(client.get(reverse("people:me")), "Swiss German Sign Language (DSGS)")


class TestOffice:
    def test_is_told_how_the_person_learns_of_it_and_she_sees_who_and_what(self, client, person):
        client.force_login(person.counsellor.user)
        url = page_of(Section.ADDRESS, person)

        response = client.post(url, {**shown(client, url), "street": "Beispielweg 4"}, follow=True)

        assertContains(response, "The change is saved. The person is told: E-mail.")
        client.force_login(person.user)
        assertContains(client.get(reverse("homes:home")), "See what was changed, and by whom")
        me = client.get(reverse("people:me"))
        assertContains(me, "Somebody changed what we know about you")
        assertContains(me, f"Changed by {person.counsellor.user.name}, {person.office.name}")

        client.post(reverse("people:seen"))
        assertNotContains(client.get(reverse("homes:home")), "See what was changed")
        assertNotContains(client.get(reverse("people:me")), "Somebody changed what we know about you")

    def test_leaves_one_row_for_a_look_at_the_page(self, client, person):
        client.force_login(person.counsellor.user)

        client.get(reverse("people:person", args=[person.pk]))

        assert [row.verb for row in LedgerEntry.objects.filter(person=person)] == ["access.open_file"]

    def test_cannot_write_its_own_address_as_hers(self, client, person):
        person.counsellor.user.email = "renata@rav.example.ch"
        person.counsellor.user.save()
        client.force_login(person.counsellor.user)
        url = page_of(Section.CONTACT, person)

        response = client.post(url, {**shown(client, url), "email": "renata@rav.example.ch"})

        assertContains(response, "This address is your own or one of your organisation.")
        assert saved(person).email == "person@example.com"

    def test_cannot_say_for_her_that_she_has_seen_it(self, client, person):
        ChangeNoticeFactory(person=person)
        client.force_login(person.counsellor.user)

        assert client.post(reverse("people:seen")).status_code == 404
        assert ChangeNotice.objects.get().seen_at is None


def test_no_address_of_a_page_holds_anything_personal():
    for section in Section:
        assert re.fullmatch(r"/en/people/\d+/change/[a-z]+/", page_of(section, PersonFactory()))
