import datetime
from decimal import Decimal

import pytest
from django.utils import translation

from tandem.foundation import formatting

TUESDAY = datetime.date(2026, 4, 7)
FIRST = datetime.date(2026, 4, 1)
# Half past midnight in Switzerland, still the day before in UTC.
AFTER_MIDNIGHT = datetime.datetime(2026, 4, 6, 22, 30, tzinfo=datetime.UTC)

pytestmark = pytest.mark.without_database


class TestLongDate:
    @pytest.mark.parametrize(
        ("language", "expected"),
        [
            ("de", "Dienstag, 7. April 2026"),
            ("fr", "mardi 7 avril 2026"),
            ("it", "martedì 7 aprile 2026"),
            ("en", "Tuesday 7 April 2026"),
        ],
    )
    def test_is_written_as_the_language_writes_it(self, language, expected):
        with translation.override(language):
            assert formatting.long_date(TUESDAY) == expected

    @pytest.mark.parametrize(
        ("language", "expected"),
        [("fr", "mercredi 1er avril 2026"), ("it", "mercoledì 1° aprile 2026"), ("de", "Mittwoch, 1. April 2026")],
    )
    def test_has_an_ordinal_on_the_first_of_a_month(self, language, expected):
        with translation.override(language):
            assert formatting.long_date(FIRST) == expected

    def test_of_a_moment_is_the_day_in_switzerland(self):
        assert formatting.long_date(AFTER_MIDNIGHT) == "Tuesday 7 April 2026"


class TestOtherDates:
    def test_leave_out_the_day_of_the_week(self):
        with translation.override("fr"):
            assert formatting.plain_date(FIRST) == "1er avril 2026"

    def test_are_short_in_tables(self):
        assert formatting.short_date(TUESDAY) == "7.4.2026"

    def test_name_a_month(self):
        with translation.override("it"):
            assert formatting.month_and_year(TUESDAY) == "aprile 2026"

    def test_stand_behind_their_label_as_each_language_sets_it(self):
        said = {}
        for language in ("de", "fr"):
            with translation.override(language):
                said[language] = formatting.labelled("A", "B")
        assert said == {"de": "A: B", "fr": "A\N{NO-BREAK SPACE}: B"}

    def test_tell_the_hour_in_switzerland(self):
        with translation.override("fr"):
            assert formatting.long_moment(AFTER_MIDNIGHT) == "mardi 7 avril 2026, 00:30"


class TestMoney:
    @pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
    def test_is_swiss_in_every_language(self, language):
        with translation.override(language):
            assert formatting.money(Decimal("4258.1")) == "CHF\u00a04'258.10"

    def test_rounds_half_a_centime_up(self):
        assert formatting.money(Decimal("0.125")) == "CHF\u00a00.13"

    def test_keeps_its_sign(self):
        assert formatting.money(Decimal("-1234567.5")) == "CHF\u00a0-1'234'567.50"


class TestNumber:
    def test_groups_thousands(self):
        assert formatting.number(1234567) == "1'234'567"

    def test_is_not_rounded(self):
        assert formatting.number(Decimal("1234.5678")) == "1'234.5678"
