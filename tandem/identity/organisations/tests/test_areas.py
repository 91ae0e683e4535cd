"""Which regional office is in charge of a place."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pytest_django.asserts import assertContains

from tandem.foundation.refusals import Hidden
from tandem.foundation.snapshots import Snapshot
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.organisations import selectors
from tandem.identity.organisations.models import ServiceArea
from tandem.identity.organisations.services import areas
from tandem.identity.organisations.services.areas import Unusable, load_service_areas
from tandem.identity.organisations.tests.factories import MembershipFactory, OrganisationFactory, ServiceAreaFactory
from tandem.reference.localities import selectors as localities
from tandem.reference.localities.tests.factories import whole_index

DAY = datetime.date(2026, 4, 3)
HEAD = "office,postal_code,commune_number,from"
FRIBOURG = 2196  # the commune


@pytest.fixture(autouse=True)
def every_place(monkeypatch):
    """Answers come from all shipped places, without a table."""
    monkeypatch.setattr(localities, "_index", Snapshot(lambda: "files", whole_index))
    monkeypatch.setattr(areas, "commune_numbers", lambda: frozenset({FRIBOURG}))


@pytest.fixture
def city():
    return OrganisationFactory(name="ORP Ville")


@pytest.fixture
def country():
    return OrganisationFactory(name="ORP Campagne")


def office_at(postal_code, on=DAY):
    found = selectors.office_for(postal_code, on)
    return found.name if found else None


def load(*rows, head=HEAD):
    return load_service_areas(system("tests"), lines=[head, *rows], now=NOON)


class TestOfficeFor:
    def test_is_the_only_office_of_the_canton(self, city):
        assert office_at("1700") == office_at("1630") == "ORP Ville"

    def test_is_nobody_where_a_canton_has_several_and_none_is_named(self, city, country):
        assert office_at("1700") is None
        assert [office.name for office in selectors.offices_at("1700", DAY)] == ["ORP Campagne", "ORP Ville"]

    def test_is_the_one_of_the_postal_code_before_that_of_the_commune(self, city, country):
        ServiceAreaFactory(office=country, commune_number=FRIBOURG)
        assert office_at("1700") == "ORP Campagne"

        ServiceAreaFactory(office=city, postal_code="1700")

        assert office_at("1700") == "ORP Ville"

    def test_changes_on_the_day_of_a_handover(self, city, country):
        ServiceAreaFactory(office=city, postal_code="1700", ends_before=DAY)
        ServiceAreaFactory(office=country, postal_code="1700", starts_on=DAY)

        assert office_at("1700", DAY - datetime.timedelta(days=1)) == "ORP Ville"
        assert office_at("1700", DAY) == "ORP Campagne"

    @pytest.mark.parametrize("postal_code", ["0000", "9999", "", "17000"])
    def test_is_nobody_for_a_number_that_no_place_has(self, city, postal_code):
        assert office_at(postal_code) is None
        assert selectors.offices_at(postal_code, DAY) == []

    def test_is_no_office_of_another_canton(self, city):
        assert office_at("3012") is None


class TestLoadServiceAreas:
    def test_takes_in_postal_codes_and_communes(self, city, country):
        assert load("ORP Ville,1700,,2026-01-01", f"ORP Campagne,,{FRIBOURG},2026-01-01") == 2
        assert office_at("1700") == "ORP Ville"

    def test_hands_an_area_over_on_the_day_the_file_says(self, city, country):
        load("ORP Ville,1700,,2026-01-01")
        load("ORP Campagne,1700,,2026-07-01")

        assert office_at("1700", datetime.date(2026, 6, 30)) == "ORP Ville"
        assert office_at("1700", datetime.date(2026, 7, 1)) == "ORP Campagne"

    def test_changes_nothing_when_it_is_taken_in_twice(self, city):
        for _ in range(2):
            load("ORP Ville,1700,,2026-01-01")

        assert ServiceArea.objects.values_list("postal_code", "starts_on", "ends_before").get() == (
            "1700",
            datetime.date(2026, 1, 1),
            None,
        )

    @pytest.mark.parametrize(
        ("row", "sentence"),
        [
            ("ORP Nowhere,1700,,2026-01-01", "no regional office"),
            ("ORP Ville,1700,2196,2026-01-01", "one of them"),
            ("ORP Ville,,,2026-01-01", "one of them"),
            ("ORP Ville,9999,,2026-01-01", "no place in Switzerland"),
            ("ORP Ville,,999999,2026-01-01", "no commune"),
            ("ORP Ville,1700,,31.01.2026", "is no day"),
            ("ORP Ville", "one of them"),
        ],
    )
    def test_says_of_each_line_what_is_wrong_and_takes_in_nothing(self, city, row, sentence):
        with pytest.raises(Unusable) as unusable:
            load("ORP Ville,1630,,2026-01-01", row)

        (error,) = unusable.value.errors
        assert error.line == 3
        assert sentence in error.message
        assert not ServiceArea.objects.exists()

    def test_names_the_line_of_an_area_that_stands_there_twice_past_an_empty_one(self, city, country):
        with pytest.raises(Unusable) as unusable:
            load("ORP Ville,1700,,2026-01-01", "", "ORP Campagne,1700,,2026-01-01")

        (error,) = unusable.value.errors
        assert (error.line, "line 2" in error.message) == (4, True)

    def test_refuses_other_columns(self, city):
        with pytest.raises(Unusable):
            load("ORP Ville,1700", head="office,postal_code")

    def test_is_the_operators(self, city):
        with pytest.raises(Hidden):
            load_service_areas(acting_as_member(MembershipFactory(manager=True)), lines=[HEAD], now=NOON)


class TestCommand:
    def test_takes_a_file_in_and_says_how_many(self, city, tmp_path):
        file, out = tmp_path / "areas.csv", io.StringIO()
        file.write_text(f"{HEAD}\nORP Ville,1700,,2026-01-01\n", encoding="utf-8-sig")

        call_command("load_service_areas", file, stdout=out)

        assert "1 areas" in out.getvalue()

    def test_names_the_faulty_lines(self, city, tmp_path):
        file, err = tmp_path / "areas.csv", io.StringIO()
        file.write_text(f"{HEAD}\nORP Elsewhere,1700,,2026-01-01\n")

        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("load_service_areas", file, stderr=err)
        assert "line 2: office" in err.getvalue()

    def test_says_that_a_file_is_missing(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("load_service_areas", tmp_path / "missing.csv")


class TestPage:
    def test_shows_address_and_phone_of_the_office(self, client, city):
        response = client.get(reverse("organisations:find_office"), {"postal_code": "1700"})

        assertContains(response, "ORP Ville")
        assertContains(response, "tel:+41263050000")

    @pytest.mark.parametrize("typed", ["17", "abcd", "' OR 1", "99999"])
    def test_keeps_what_was_typed_and_says_what_a_postal_code_is(self, client, typed):
        response = client.get(reverse("organisations:find_office"), {"postal_code": typed})

        assertContains(response, "has four digits")
        assert response.context["form"]["postal_code"].value() == typed
