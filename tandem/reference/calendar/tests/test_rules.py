import csv
import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.reference.calendar import rules
from tandem.reference.localities.enums import CantonCode

ROOT = Path(__file__).resolve().parents[4]
CROSS_CHECK = ROOT.parent / "shared/data/calendar/ch_holidays_by_canton_2024_2030.csv"

days = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))
cantons = st.sampled_from(CantonCode)


class TestLegalHolidays:
    @pytest.mark.parametrize("canton", CantonCode)
    def test_every_canton_keeps_the_national_day_and_ascension(self, canton):
        assert {datetime.date(2026, 8, 1), datetime.date(2026, 5, 14)} <= rules.legal_holidays(canton, 2026)

    def test_differ_between_cantons(self):
        assumption = datetime.date(2025, 8, 15)

        assert assumption in rules.legal_holidays("TI", 2025)
        assert assumption not in rules.legal_holidays("ZH", 2025)

    def test_leave_out_half_days_and_days_left_to_employers(self):
        assert datetime.date(2026, 5, 1) not in rules.legal_holidays("SO", 2026)  # from noon only
        assert datetime.date(2026, 4, 6) not in rules.legal_holidays("VS", 2026)  # Easter Monday, by custom

    @pytest.mark.parametrize("canton", ["", "zh", "Zürich", "LI", "Stadt Zurich"])
    def test_an_unknown_canton_is_named_with_the_known_ones(self, canton):
        with pytest.raises(ValueError, match=r"canton: .* known are ZH, BE, .*, JU\."):
            rules.legal_holidays(canton, 2026)

    def test_a_year_out_of_reach_is_named(self):
        with pytest.raises(ValueError, match=r"year: .* 1815"):
            rules.legal_holidays("BE", 1815)

    def test_agree_with_an_independent_list(self):
        if not CROSS_CHECK.exists():
            pytest.skip("The list of holidays 2024-2030 does not lie beside the checkout.")
        with CROSS_CHECK.open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["category"] == "public"]
        expected: dict[tuple[str, int], set[datetime.date]] = {}
        for row in rows:
            day = datetime.date.fromisoformat(row["date"])
            expected.setdefault((row["canton"], day.year), set()).add(day)

        assert len(expected) == 26 * 7
        assert {key: rules.legal_holidays(*key) for key in expected} == expected


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("day", "canton", "expected"),
        [
            ("2016-05-05", "BE", "2016-05-06"),  # Ascension
            ("2017-06-05", "BE", "2017-06-06"),  # Whit Monday
            ("2021-04-05", "BE", "2021-04-06"),  # Easter Monday
            ("2024-05-05", "FR", "2024-05-06"),  # Sunday
            ("2026-02-05", "FR", "2026-02-05"),
            ("2026-09-05", "VD", "2026-09-07"),  # Saturday
            ("2026-12-05", "TI", "2026-12-07"),
            ("2027-06-05", "JU", "2027-06-07"),
            ("2027-12-05", "ZH", "2027-12-06"),
            ("2026-12-05", "ZG", "2026-12-07"),
            ("2026-12-08", "ZG", "2026-12-09"),  # Immaculate Conception, a holiday in Zug and not in Zurich
            ("2026-12-08", "ZH", "2026-12-08"),
        ],
    )
    def test_a_deadline_moves_to_the_next_one(self, day, canton, expected):
        moved = rules.next_working_day(datetime.date.fromisoformat(day), canton)

        assert moved == datetime.date.fromisoformat(expected)

    def test_are_counted_over_a_turn_of_the_year(self):
        assert rules.add_working_days(datetime.date(2026, 12, 31), 1, "BE") == datetime.date(2027, 1, 4)

    # rules.md R-3 (reachable within one working day), R-39 (five days after the publication), in a canton for each
    @pytest.mark.parametrize(
        ("day", "n", "canton", "expected"),
        [
            ("2026-05-08", 1, "BE", "2026-05-11"),
            ("2026-05-13", 1, "BE", "2026-05-15"),  # Ascension
            ("2026-05-04", 5, "ZH", "2026-05-11"),
            ("2026-05-04", 6, "ZH", "2026-05-12"),
            ("2026-05-08", 5, "ZH", "2026-05-18"),
            ("2026-05-08", 6, "ZH", "2026-05-19"),
            ("2026-12-23", 5, "ZH", "2026-12-31"),
            ("2026-12-23", 6, "ZH", "2027-01-04"),
        ],
    )
    def test_are_counted_without_the_first_day(self, day, n, canton, expected):
        found = rules.add_working_days(datetime.date.fromisoformat(day), n, canton)

        assert found == datetime.date.fromisoformat(expected)

    # rules.md R-46
    @pytest.mark.parametrize(
        ("month", "canton", "expected"),
        [
            ("2026-05-01", "BE", "2026-05-05"),
            ("2026-05-01", "ZH", "2026-05-06"),  # where 1 May is a holiday
            ("2026-01-01", "GE", "2026-01-06"),
            ("2026-01-01", "BE", "2026-01-07"),  # where 2 January is a holiday
        ],
    )
    def test_the_third_of_a_month(self, month, canton, expected):
        found = rules.nth_working_day(datetime.date.fromisoformat(month), 3, canton)

        assert found == datetime.date.fromisoformat(expected)

    @pytest.mark.parametrize(
        "wrong", [None, "2026-03-01", 20260301, True, datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)], ids=repr
    )
    def test_no_date_is_refused_by_its_name(self, wrong):
        with pytest.raises(ValueError, match=r"^day: "):
            rules.add_working_days(wrong, 1, "BE")
        with pytest.raises(ValueError, match=r"^day: "):
            rules.is_working_day(wrong, "BE")
        with pytest.raises(ValueError, match=r"^month: "):
            rules.nth_working_day(wrong, 1, "BE")

    @pytest.mark.parametrize("wrong", [None, "1", 1.0, True, 10**9], ids=repr)
    def test_no_number_is_refused_by_its_name(self, wrong):
        with pytest.raises(ValueError, match=r"^n: "):
            rules.add_working_days(datetime.date(2026, 3, 1), wrong, "BE")
        with pytest.raises(ValueError, match=r"^n: "):
            rules.nth_working_day(datetime.date(2026, 3, 1), wrong, "BE")

    @pytest.mark.parametrize("wrong", ["XX", "be", "", None, 1, ["BE"]], ids=repr)
    def test_no_canton_is_refused_by_its_name(self, wrong):
        with pytest.raises(ValueError, match=r"^canton: "):
            rules.add_working_days(datetime.date(2026, 3, 1), 1, wrong)

    def test_a_day_out_of_reach_is_refused_by_its_name(self):
        with pytest.raises(ValueError, match=r"^day: .* not on 1900-01-01"):
            rules.add_working_days(datetime.date(1900, 1, 1), 1, "BE")

    def test_counting_none_gives_the_first_working_day_from_there(self):
        assert rules.add_working_days(datetime.date(2026, 8, 1), 0, "BE") == datetime.date(2026, 8, 3)

    def test_the_third_of_january(self):
        assert rules.nth_working_day(datetime.date(2026, 1, 15), 3, "BE") == datetime.date(2026, 1, 7)

    def test_a_negative_number_is_refused(self):
        with pytest.raises(ValueError, match=r"n: .* -1"):
            rules.add_working_days(datetime.date(2026, 1, 1), -1, "BE")

    @pytest.mark.parametrize("n", [0, -3, 24])
    def test_a_month_has_no_such_working_day(self, n):
        with pytest.raises(ValueError, match=r"^n: "):
            rules.nth_working_day(datetime.date(2026, 2, 1), n, "BE")

    @given(days, cantons)
    def test_the_next_one_is_a_working_day_and_the_closest(self, day, canton):
        found = rules.next_working_day(day, canton)

        assert rules.is_working_day(found, canton)
        between = [day + datetime.timedelta(days=n) for n in range((found - day).days)]
        assert not any(rules.is_working_day(skipped, canton) for skipped in between)

    @given(days, cantons, st.integers(0, 30), st.integers(1, 30))
    def test_adding_in_two_steps_is_adding_at_once(self, day, canton, first, second):
        stepwise = rules.add_working_days(rules.add_working_days(day, first, canton), second, canton)

        if first or rules.is_working_day(day, canton):
            assert stepwise == rules.add_working_days(day, first + second, canton)

    @given(days, cantons, st.integers(1, 18))
    def test_the_nth_of_a_month_comes_after_the_one_before(self, day, canton, n):
        found = rules.nth_working_day(day, n, canton)

        assert (found.year, found.month) == (day.year, day.month)
        if n > 1:
            assert rules.nth_working_day(day, n - 1, canton) < found
