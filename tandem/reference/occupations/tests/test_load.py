import gzip
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection

from tandem.reference.localities import selectors as localities
from tandem.reference.localities.models import Locality
from tandem.reference.occupations import selectors, services
from tandem.reference.occupations.models import ChIsco, Occupation, OccupationLabel
from tandem.reference.occupations.tests.factories import load_sample


class TestLoad:
    def test_fills_the_tables_and_the_answers_follow_at_once(self):
        assert selectors.suggest("Koch", language="de") == []

        load_sample()

        assert selectors.suggest("Koch", language="de")[0].label == "Koch/Köchin"

    def test_changes_nothing_the_second_time(self, django_assert_num_queries):
        load_sample()
        before = set(OccupationLabel.objects.values_list("pk", flat=True))

        with django_assert_num_queries(1):
            load_sample()

        assert set(OccupationLabel.objects.values_list("pk", flat=True)) == before

    def test_keeps_the_former_state_when_a_file_is_broken(self, tmp_path):
        load_sample()
        before = OccupationLabel.objects.count()
        for name in services.FILES:
            (tmp_path / name).write_bytes((services.DATA / name).read_bytes())
        (tmp_path / "labels.tsv.gz").write_bytes(
            gzip.compress(b"occupation\tlanguage\tkind\tlabel\nnobody\tde\talt\tNiemand")  # an occupation unheard of
        )

        with pytest.raises(IntegrityError, match="nobody"):
            services.load(data=tmp_path)

        assert OccupationLabel.objects.count() == before
        assert selectors.suggest("Koch", language="de") != []

    def test_every_ch_isco_group_is_named_in_four_languages(self):
        load_sample()

        assert all(set(group.labels) == {"de", "fr", "it", "en"} for group in ChIsco.objects.order_by("code"))
        assert ChIsco.objects.get(code="22212").labels["en"] == "Nursing professionals"


class TestCommand:
    def test_loads_both_lists_and_says_so(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")  # as where the command is typed: it waits
        out = StringIO()
        call_command("load_reference", stdout=out)

        assert Locality.objects.count() > 4000
        assert Occupation.objects.count() > 3000
        assert localities.place("170000").locality == "Fribourg"
        assert "labels" in out.getvalue()

        again = StringIO()
        call_command("load_reference", stdout=again)
        assert again.getvalue() == "places: up to date\noccupations: up to date\n"


class TestCodes:
    @pytest.mark.parametrize(("code", "label"), [("101853", "Koch/Köchin"), ("79001", "Koch/Köchin")])
    def test_an_avam_code_of_either_generation_means_an_occupation(self, code, label):
        load_sample()

        assert selectors.label(selectors.by_avam(code).id, "de") == label

    @pytest.mark.parametrize("code", ["", "0", "999999", "Koch"])
    def test_an_unknown_avam_code_means_none(self, code):
        load_sample()

        assert selectors.by_avam(code) is None

    def test_the_sample_of_the_reporting_obligation_says_that_it_is_one(self):
        load_sample()

        obligation = selectors.reporting_obligation(2023, "26550", language="fr")

        assert (obligation.label, obligation.sample) == ("Acteurs", True)

    def test_what_the_list_does_not_name_is_not_obliged(self):
        load_sample()

        assert selectors.reporting_obligation(2023, "22212") is None
        assert selectors.reporting_obligation(1999, "26550") is None
