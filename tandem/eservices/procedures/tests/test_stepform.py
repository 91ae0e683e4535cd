import datetime
from decimal import Decimal

import pytest

from tandem.eservices.procedures.stepform import is_asked
from tandem.eservices.procedures.tests.factories import HealthForm, WorkForm

WORKED = {
    "worked": "yes",
    "how": "part",
    "employers-rows": "2",
    "employers-0-name": "Beck am Bach",
    "employers-0-gross": "812.50",
    "employers-1-name": "",
    "employers-1-gross": "",
}


class TestStepForm:
    def test_cleans_rows_and_leaves_blank_ones_out(self):
        form = WorkForm(WORKED)

        assert form.is_valid(), form.errors
        assert form.cleaned_data["employers"] == [{"name": "Beck am Bach", "gross": Decimal("812.50")}]

    def test_names_the_row_whose_answer_is_wrong(self):
        form = WorkForm({**WORKED, "employers-0-gross": "much"})

        assert form.errors["employers"] == ["1. Gross pay: Enter a number."]

    def test_asks_nothing_that_the_other_answer_rules_out(self):
        form = WorkForm({**WORKED, "worked": "no"})

        assert form.is_valid(), form.errors
        assert form.cleaned_data == {"worked": False, "employers": None, "how": None}

    def test_asks_what_the_other_answer_calls_for(self):
        form = WorkForm({"worked": "yes"})

        assert set(form.errors) == {"employers", "how"}

    def test_checks_stored_answers_as_if_they_were_typed(self):
        answers = {"ill": True, "ill_from": datetime.date(2026, 3, 9), "ill_until": datetime.date(2026, 3, 2)}

        assert set(HealthForm.of_answers(answers).errors) == {"ill_until"}
        assert HealthForm.of_answers({**answers, "ill_until": datetime.date(2026, 3, 10)}).errors == {}
        assert set(HealthForm.of_answers({"ill": True}).errors) == {"ill_from", "ill_until"}
        assert HealthForm.of_answers({"ill": False}).errors == {}
        assert set(WorkForm.of_answers({"worked": True, "how": "sideways", "employers": []}).errors) == {
            "employers",
            "how",
        }

    def test_starts_from_answers_and_else_from_what_is_known(self):
        class Context:
            known = {"people.phone": "+41790000000"}

        assert HealthForm(context=Context()).initial["phone"] == "+41790000000"
        assert HealthForm(context=Context(), answers={"phone": ""}).initial["phone"] == ""


class TestIsAsked:
    def test_hangs_on_the_whole_chain(self):
        conditions = {"b": ("a", {"x", "y"}), "c": ("b", True)}

        assert is_asked(conditions, "c", {"a": "x", "b": True})
        assert not is_asked(conditions, "c", {"a": "z", "b": True})

    def test_matches_any_of_several_choices(self):
        assert is_asked({"b": ("a", "phone")}, "b", {"a": ["mail", "phone"]})

    def test_refuses_a_question_that_hangs_on_itself(self):
        with pytest.raises(ValueError, match="hangs on itself"):
            is_asked({"a": ("b", 1), "b": ("a", 1)}, "a", {"a": 1, "b": 1})
