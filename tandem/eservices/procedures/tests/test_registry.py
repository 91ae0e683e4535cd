import datetime

import pytest
from django import forms

from tandem.eservices.procedures import registry
from tandem.eservices.procedures.checks import burden, check_procedures, flaws
from tandem.eservices.procedures.tests.factories import KEY, HealthForm, WorkForm, declare
from tandem.eservices.procedures.types import Budget, Context, NothingToReport, Step, StepForm

DAY = datetime.date(2026, 3, 1)
NEXT_YEAR = datetime.date(2027, 1, 1)


class OwnFields(WorkForm):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields.pop("worked")


class TestRegistry:
    def test_finds_the_version_of_a_day_and_keeps_the_old_one(self, declared):
        old = declared(valid_until=NEXT_YEAR)
        new = declared(version="2027-01", valid_from=NEXT_YEAR)

        assert registry.valid_on(KEY, DAY) is old
        assert registry.valid_on(KEY, NEXT_YEAR) is new
        assert registry.get(KEY, "2026-01") is old

    def test_refuses_versions_that_overlap(self, declared):
        declared()

        with pytest.raises(ValueError, match="overlap"):
            registry.add(declare(version="2027-01", valid_from=NEXT_YEAR))

    def test_suggests_the_nearest_key(self, declared):
        declared()

        with pytest.raises(LookupError, match=r"Nearest: tests\.monthly"):
            registry.valid_on("tests.monthyl", DAY)

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"steps": ()}, "needs a step"),
            (
                {"steps": (Step(key="a", title="A", form=WorkForm), Step(key="a", title="B", form=HealthForm))},
                "called",
            ),
            (
                {"steps": (Step(key="a", title="A", form=WorkForm), Step(key="b", title="B", form=WorkForm))},
                "asked on",
            ),
            (
                {"nothing_to_report": NothingToReport(answers={"x": 1}, sentence="", button="")},
                "which nobody asks",
            ),
            ({"steps": (Step(key="a", title="A", form=OwnFields),)}, "forms have fields as they are declared"),
            ({"valid_until": datetime.date(2025, 1, 1)}, "valid_until"),
        ],
    )
    def test_refuses_a_declaration_that_cannot_work(self, changes, sentence):
        with pytest.raises(ValueError, match=sentence):
            registry.add(declare(**changes))

        assert KEY not in registry.keys_in_order()


class TestKnown:
    context = Context(person_id=1, subject="", today=DAY, language="en")

    def test_asks_each_source_once_and_only_when_it_is_read(self):
        calls = []
        registry.add_prefills({"tests.a": (), "tests.b": ()}, lambda *_: calls.append(1) or {"tests.a": 1})
        try:
            known = registry.with_known(self.context, None, ["tests.a", "tests.b"]).known
            assert calls == []
            assert (known["tests.a"], known["tests.b"], known.get("tests.b", 7)) == (1, None, 7)
            assert calls == [1]
            with pytest.raises(LookupError, match="Nearest: tests"):
                known.get("tests.aa")
        finally:
            registry.remove_prefill("tests.a")
            registry.remove_prefill("tests.b")


class TestBuild:
    def test_passes_what_keeps_its_promise(self, declared):
        procedure = declared()

        assert burden(procedure) == (9, 4, 3)
        assert flaws(procedure) == []
        assert check_procedures(None) == []

    @pytest.mark.parametrize(
        ("budget", "what"),
        [
            (Budget(fields=8, pages=4, minutes=3), "9 questions"),
            (Budget(fields=9, pages=3, minutes=3), "4 pages"),
            (Budget(fields=9, pages=4, minutes=2), "3 minutes"),
        ],
    )
    def test_fails_when_a_form_outgrows_its_budget(self, declared, budget, what):
        declared(budget=budget)

        assert [what in error.msg for error in check_procedures(None)] == [True]

    def test_fails_when_something_known_is_asked(self, declared):
        class Asks(StepForm):
            postal_code = forms.CharField()

        declared(steps=(Step(key="a", title="A", form=Asks),), nothing_to_report=None)

        assert ["people.postal_code knows" in error.msg for error in check_procedures(None)] == [True]

    def test_lets_a_question_pass_that_says_why(self, declared):
        class Asks(StepForm):
            postal_code = forms.CharField()
            asked_anyway = {"postal_code": "the employer's, not the person's"}

        declared(steps=(Step(key="a", title="A", form=Asks),), nothing_to_report=None)

        assert check_procedures(None) == []

    def test_fails_when_another_form_asks_the_same_words(self, declared):
        class Elsewhere(StepForm):
            pay = forms.CharField(label="Did you work this month?")

        other = declared(
            key="tests.other", steps=(Step(key="only", title="Only", form=Elsewhere),), nothing_to_report=None
        )

        assert flaws(other) == []
        declared()
        (flaw,) = flaws(other)
        assert "Asks 'pay' on 'only' in the words of tests.monthly" in flaw

    def test_fails_when_a_source_does_not_exist(self, declared):
        declared(sources=("tests.nowhere",))

        assert ["'tests.nowhere', which nobody" in error.msg for error in check_procedures(None)] == [True]


def test_every_registered_procedure_keeps_its_budget_and_asks_nothing_known():
    assert check_procedures(None) == []
