import pytest
from django.db import IntegrityError, connection, transaction

from tandem.reference.localities import selectors, services
from tandem.reference.localities.enums import CantonCode
from tandem.reference.localities.models import Canton, Commune, Locality
from tandem.reference.localities.tests.factories import load_places


class TestLoad:
    def test_fills_the_tables_and_the_answers_follow_at_once(self):
        assert selectors.place("170000") is None

        load_places()

        assert selectors.place("170000").locality == "Fribourg"
        assert selectors.canton_name("FR", language="de") == "Freiburg"

    def test_changes_nothing_the_second_time(self, django_assert_num_queries):
        load_places()

        with django_assert_num_queries(1):
            assert services.load() is False

    def test_knows_every_canton_and_its_communes(self):
        load_places()

        assert set(Canton.objects.values_list("code", flat=True)) == set(CantonCode)
        assert not Canton.objects.filter(communes=None).exists()
        assert Commune.objects.count() > 2000

    def test_the_name_of_a_commune_points_into_it_or_next_to_it(self):
        load_places()
        fribourg = Commune.objects.get(number=2196)

        assert fribourg.main_place_id == "170000"


class TestConstraints:
    @pytest.mark.parametrize("change", [{"language": "en"}, {"latitude": 40.4}, {"id": "17000"}])
    def test_refuse_what_is_no_swiss_place(self, change):
        load_places()
        facts = {"id": "170099", "name": "Nirgendwo", "commune_id": 2196, "latitude": 46.8, "longitude": 7.1}

        with pytest.raises(IntegrityError, match="a_locality_"), transaction.atomic():
            Locality.objects.create(**{**facts, "language": "fr", **change})


def test_answers_cost_no_query_once_the_index_is_there(django_assert_num_queries):
    load_places()
    selectors.suggest("Bern", language="de")

    with django_assert_num_queries(0, connection=connection):
        selectors.resolve("Bern")
        selectors.nearest(46.9, 7.4)
