"""What cannot both be right is said before anything is sent."""

import datetime
from decimal import Decimal

import pytest

from tandem.eservices.declarations import contradictions
from tandem.eservices.procedures.types import Context

pytestmark = pytest.mark.without_database


def day(number, month=11):
    return datetime.date(2026, month, number)


def context(**known):
    return Context(
        person_id=1,
        subject="2026-11",
        today=day(25),
        language="en",
        known={f"declarations.{name}": value for name, value in known.items()},
    )


def spell(first, last, **facts):
    return {"from_day": day(first), "to_day": day(last), **facts}


def ill(first, last, degree=100):
    return {"incapable": True, "incapacities": [spell(first, last, reason="illness", degree=degree)]}


def away(first, last):
    return {"away": True, "absences": [spell(first, last, kind="holiday")]}


def sentences(answers, **known):
    return [str(found.message) for found in contradictions.of(answers, context(**known))]


class TestContradictions:
    def test_are_none_in_a_month_without_anything(self):
        assert sentences({"worked": False, "incapable": False, "away": False}) == []

    def test_are_none_before_anything_is_answered(self):
        assert sentences({}) == []

    def test_name_the_day_that_is_said_twice(self):
        assert sentences({**ill(10, 14), **away(14, 20)}) == [
            "You say you were unable to work and on holiday or away on 14 November 2026."
        ]

    def test_are_none_where_the_days_only_touch(self):
        assert sentences({**ill(10, 13), **away(14, 20)}) == []

    def test_do_not_look_at_a_list_whose_question_was_answered_with_no(self):
        assert sentences({**ill(10, 14), **away(14, 20), "away": False}) == []

    def test_block_days_of_another_month(self):
        found = contradictions.of(
            {"away": True, "absences": [{"from_day": day(30, 10), "to_day": day(2), "kind": "holiday"}]}, context()
        )

        assert [one.blocking for one in found] == [True]

    def test_see_a_day_twice_in_one_list(self):
        twice = {"incapable": True, "incapacities": [spell(1, 5, degree=50), spell(5, 8, degree=100)]}

        assert sentences(twice) == [
            "You say twice that you were unable to work on 5 November 2026. Enter each day once."
        ]

    def test_let_somebody_be_ill_during_a_measure_and_not_on_holiday(self):
        measure = {"in_measure": True, "measures": [spell(1, 30, measure="Kurs")]}

        assert sentences({**measure, **ill(3, 4)}) == []
        assert len(sentences({**measure, **away(3, 4)})) == 1

    def test_ask_for_the_wage_of_hours_that_were_worked(self):
        work = {"worked": True, "employers": [{"employer": "Beck", "hours": Decimal(8), "gross": Decimal(0)}]}

        assert len(sentences(work)) == 1

    def test_see_work_in_a_month_of_whole_incapacity(self):
        work = {"worked": True, "employers": [{"employer": "Beck", "hours": Decimal(8), "gross": Decimal(200)}]}

        assert len(sentences({**work, **ill(1, 30)})) == 1
        assert sentences({**work, **ill(1, 29)}) == []
        assert sentences({**work, **ill(1, 30, degree=50)}) == []

    def test_see_costs_above_the_income(self):
        own = {"self_employed": True, "own_income": Decimal(100), "own_costs": Decimal(101)}

        assert len(sentences(own)) == 1

    def test_remember_what_was_reported(self):
        reported = [spell(3, 6, reason="illness", degree=100)]

        assert sentences({"incapable": False}, incapacities=reported) == [
            "You reported that you could not work from 3 November 2026. This form does not say so."
        ]
        assert sentences(ill(3, 6), incapacities=reported) == []

    def test_remember_what_an_employer_has_certified(self):
        work = {
            "worked": True,
            "employers": [{"employer": "beck am bach", "hours": Decimal(8), "gross": Decimal(200)}],
        }

        assert len(sentences({"worked": False}, certified_employers=["Beck am Bach"])) == 1
        assert sentences(work, certified_employers=["Beck am Bach"]) == []
