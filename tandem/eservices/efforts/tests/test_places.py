"""A Swiss postal code exists, or is refused with what was meant; a place that does not fit is doubted."""

import json

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from tandem.eservices.efforts import importing, selectors, services
from tandem.eservices.efforts.enums import Gap
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.tests.factories import ANSWERS, facts, own_file
from tandem.eservices.efforts.tests.test_transfer import BRING, HEAD, LINE, TODAY
from tandem.identity.access.tests.factories import NOON
from tandem.identity.people.tests.factories import PersonFactory
from tandem.reference.localities.tests.factories import load_places

NEW = "/en/efforts/new/"


@pytest.fixture
def places(db):
    load_places()


@pytest.fixture
def person(client, clock, places):
    clock.freeze(NOON)
    person = PersonFactory(with_account=True, canton="ZH")
    client.force_login(person.user)
    return person


def flaws(**said):
    return selectors.flaws(facts(**said), today=TODAY)


@pytest.mark.usefixtures("places")
class TestPostalCode:
    @pytest.mark.parametrize(
        ("code", "town"),
        [
            ("1700", "Fribourg"),
            ("8098", "Zurich"),  # a company's own code
            ("1211", "Genève 2"),  # a post office's
            ("2500", "Biel"),  # a town of two names
        ],
    )
    def test_exists_where_a_town_or_one_of_its_companies_has_it(self, code, town):
        assert flaws(postal_code=code, locality=town) == []

    def test_that_nobody_has_is_refused_with_those_of_the_place(self):
        [(field, sentence)] = flaws(postal_code="9900", locality="Murten")

        assert field == "postal_code"
        assert sentence == "No place in Switzerland has this postal code. Known for this place: 3280."

    def test_of_an_unknown_place_is_refused_with_similar_ones(self):
        [(_field, sentence)] = flaws(postal_code="1799", locality="Nirgendwo")

        assert sentence.startswith("No place in Switzerland has this postal code.")
        assert "Similar: 179" in sentence

    def test_abroad_is_whatever_was_written(self):
        assert flaws(postal_code="99999", locality="Nirgendwo", country="DE") == []

    def test_is_refused_by_the_verb_too(self):
        file = own_file(PersonFactory(with_account=True))
        with pytest.raises(services.EffortIncomplete) as refused:
            services.note_effort(file, facts=facts(postal_code="9900", locality="Murten"), now=NOON)

        assert refused.value.gaps == [("postal_code", Gap.POSTAL_CODE_UNKNOWN)]
        assert "3280" in str(refused.value.message)


def test_nothing_is_known_as_long_as_no_list_is_loaded(db):
    assert flaws(postal_code="9900", locality="Murten") == []


@pytest.mark.usefixtures("places")
class TestOtherPlaces:
    @pytest.mark.parametrize(
        ("code", "town"), [("1700", "Fribourg"), ("1700", "Freiburg"), ("8005", "Zürich 5"), ("9900", "Murten")]
    )
    def test_are_none_where_the_place_fits_or_the_code_is_unknown(self, code, town):
        assert selectors.other_places(facts(postal_code=code, locality=town)) == []

    def test_are_those_of_the_code_where_another_one_was_written(self):
        assert selectors.other_places(facts(postal_code="1700", locality="Bulle")) == ["Fribourg"]


class TestPages:
    def test_keep_what_was_typed_and_offer_what_was_meant(self, client, person):
        page = client.post(NEW, {**ANSWERS, "postal_code": "9900", "locality": "Murten"}).content.decode()

        assert "Known for this place: 3280." in page
        assert 'value="9900"' in page
        assert not Effort.objects.exists()

    def test_say_a_doubt_and_note_it_all_the_same(self, client, person):
        page = client.post(NEW, {**ANSWERS, "locality": "Bulle"}, follow=True).content.decode()

        assert "1700 is the postal code of Fribourg, and you wrote Bulle." in page
        assert Effort.objects.get().locality == "Bulle"

    def test_of_an_import_are_doubted_row_by_row_before_anything_is_noted(self, client, person):
        other = LINE.replace("Freiburg", "Bulle")
        assert other != LINE

        page = client.post(BRING, {"pasted": f"{HEAD}\n{LINE}\n{other}"})

        assert page.context["doubts"] == [
            (3, "1700 is the postal code of Fribourg, and you wrote Bulle. It is kept. Is it right?")
        ]
        assertContains(page, "Line 3: 1700 is the postal code of Fribourg")
        assertContains(page, "Note these efforts")
        client.post(reverse("efforts:bring_confirmed"), {"efforts": page.context["form"].initial["efforts"]})
        assert list(Effort.objects.order_by("pk").values_list("locality", flat=True)) == ["Freiburg", "Bulle"]

    def test_of_an_import_are_doubted_beside_what_must_be_mended(self, client, person):
        wrong, other = LINE.replace("1700", "17"), LINE.replace("Freiburg", "Bulle")

        page = client.post(BRING, {"pasted": f"{HEAD}\n{wrong}\n{other}"})

        assertContains(page, "1 cell must be mended first.")
        assertContains(page, "Line 3: 1700 is the postal code of Fribourg")

    def test_of_an_import_name_the_cell(self, client, person):
        line = LINE.replace("1700", "9900")

        page = client.post(BRING, {"pasted": f"{HEAD}\n{LINE}\n{line}"}).content.decode()

        assert "No place in Switzerland has this postal code." in page
        assert "1 cell must be mended first." in page


class TestProgram:
    """The work-effort API asks what the pages ask."""

    @pytest.mark.parametrize(
        ("address", "field", "words"),
        [
            ({"postalCode": "9900", "city": "Murten"}, "postal_code", "Known for this place: 3280."),
            ({"poBox": "P.O.12"}, "po_box", "up to 6 digits"),
        ],
    )
    def test_is_told_the_member_and_what_to_write(self, client, person, address, field, words):
        body = {
            "applyDate": "2026-04-01",
            "occupation": "Cook",
            "applyStatus": ["PENDING"],
            "fullTimeJob": True,
            "ravAssigned": False,
            "applyChannel": {
                "types": ["ELECTRONIC"],
                "email": "jobs@example.com",
                "address": {"name": "Muster AG", "postalCode": "1700", "city": "Fribourg", "country": "CH", **address},
            },
        }

        answer = client.post(
            reverse("efforts_api:add"),
            json.dumps(body),
            content_type="application/json",
            headers={"Accept-Language": "en"},
        )

        assert answer.status_code == 400
        [error] = answer.json()["errors"]
        assert error["field"] == field
        assert words in error["message"]
        assert not Effort.objects.exists()


def test_a_post_office_box_is_digits_for_every_door():
    assert importing.plan(f"{HEAD};Postfach\n{LINE};12a".encode(), today=TODAY).problems
