import itertools

import pytest
from django.urls import get_resolver
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.assistance.helplog import rules
from tandem.assistance.helplog.enums import Screen
from tandem.assistance.helplog.types import Given
from tests.test_access_table import names

pytestmark = pytest.mark.without_database

COUNTS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.integers(0, 12).flatmap(lambda helps: st.tuples(st.just(helps), st.integers(min(helps, 1), helps * 2))),
    max_size=8,
)


def line(**facts):
    said = {
        "kind": "one",
        "minutes": 15,
        "people": 1,
        "mark": "",
        "theme": "search",
        "level": "alone",
        "place": "home",
        "material": "paper",
        "waited": "not",
        "screen": "",
        "source": "noted",
    }
    return Given(**{**said, **facts})


class TestToHide:
    def test_shows_what_many_people_did(self):
        assert rules.to_hide({"a": (9, 9), "b": (5, 5), "c": (0, 0)}) == frozenset()

    def test_hides_a_small_cell_and_the_next_one_so_that_the_total_does_not_tell_it(self):
        assert rules.to_hide({"a": (30, 30), "b": (7, 7), "c": (2, 2)}) == {"b", "c"}

    def test_hides_a_third_one_where_two_small_ones_would_be_told_by_their_sum(self):
        assert rules.to_hide({"a": (30, 30), "b": (9, 9), "c": (1, 1), "d": (1, 1)}) == {"b", "c", "d"}

    def test_gives_the_total_up_where_nothing_else_is_left_to_hide_behind(self):
        assert rules.to_hide({"a": (1, 1), "b": (2, 2)}) is None

    def test_counts_people_and_not_how_often_they_came(self):
        assert "b" in rules.to_hide({"a": (30, 30), "b": (20, 2), "c": (8, 8)})

    @given(COUNTS)
    @settings(max_examples=200)
    def test_leaves_open_for_each_hidden_cell_whether_it_is_small(self, cells):
        hidden = rules.to_hide(cells)
        if not hidden:
            assert hidden is None or all(people >= rules.SMALL for helps, people in cells.values() if helps)
            return
        for place in (0, 1):
            # What a reader works out: the total minus what is shown. Every hidden cell is at least 1.
            rest = sum(cell[place] for cell in cells.values()) - sum(
                cell[place] for key, cell in cells.items() if key not in hidden
            )
            possible = range(1, rest - (len(hidden) - 1) + 1)
            assert 1 in possible
            assert rules.SMALL in possible


class TestTables:
    KEYS = {"theme": ["search", "apply", "other"], "level": ["alone", "in_place", ""]}

    def test_count_a_person_once_in_each_line_and_somebody_without_a_mandate_each_time(self):
        lines = [line(mark="x"), line(mark="x"), *(line(mark=f"y{n}") for n in range(4)), line()]

        total, _tables = rules.tables(lines, self.KEYS)

        assert (total.helps, total.people, total.minutes) == (7, 6, 105)

    def test_hide_everything_below_five_people(self):
        total, tables = rules.tables([line(mark=f"{n}") for n in range(4)], self.KEYS)

        assert total.is_hidden
        assert all(row.is_hidden or row.helps == 0 for table in tables for row in table.rows)

    def test_hide_the_total_in_all_tables_where_one_needs_it(self):
        themes = [line(mark=f"{n}") for n in range(4)] + [line(mark=f"b{n}", theme="apply") for n in range(2)]

        total, tables = rules.tables(themes, self.KEYS)

        assert total.is_hidden == (rules.to_hide({"search": (4, 4), "apply": (2, 2)}) is None)
        assert all(not row.helps for table in tables for row in table.rows) == total.is_hidden

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["search", "apply", "other"])), max_size=40))
    def test_never_show_fewer_people_than_five(self, helped):
        total, tables = rules.tables([line(mark=mark, theme=theme) for mark, theme in helped], self.KEYS)

        for row in itertools.chain([total], *(table.rows for table in tables)):
            assert row.is_hidden or row.helps == 0 or row.people >= rules.SMALL


class TestRanked:
    def test_puts_the_most_help_first_and_leaves_out_what_is_small(self):
        assert rules.ranked({"a": 5, "b": 12, "c": 4}) == [("b", 12), ("a", 5)]


class TestScreenOf:
    @pytest.mark.parametrize(
        ("address", "form", "screen"),
        [
            ("efforts:new", "", Screen.NOTE_EFFORT),
            ("efforts:file", "", Screen.FILE_EFFORTS),
            ("account_login", "", Screen.LOG_IN),
            ("account_signup", "", Screen.SIGN_UP),
            ("factors:log_in", "", Screen.LOG_IN),
            ("factors:app", "", Screen.FACTORS),
            ("procedures:start", "declarations.monthly", Screen.MONTHLY_FORM),
            ("procedures:step", "", ""),
            ("counselling:caseload", "", ""),
        ],
    )
    def test_knows_a_page_by_the_name_of_its_address(self, address, form, screen):
        assert rules.screen_of(address, form) == screen

    def test_names_only_screens_that_exist(self):
        assert {rules.screen_of(name) for name in names()} <= {"", *Screen.values}

    def test_finds_each_beginning_among_the_addresses_of_the_house(self):
        known = set(names())
        assert get_resolver()
        assert [start for start in rules._SCREENS if not any(name.startswith(start) for name in known)] == []
