import datetime
import html
import re

import pytest
from django.urls import reverse
from django.utils import translation

from tandem.eservices.entitlement import registry, rules
from tandem.eservices.entitlement.enums import ExemptionGround, Finding, Training
from tandem.eservices.entitlement.selectors import in_words
from tandem.eservices.entitlement.types import Situation
from tandem.eservices.entitlement.wording import GROUNDS, LABELS, PARAMETERS, REASONS, TRAININGS
from tandem.identity.people.tests.factories import PersonFactory

WORKED = {
    "opens_on_day": "1",
    "opens_on_month": "3",
    "opens_on_year": "2026",
    "age": "40",
    "before": "worked",
    "contribution_months": "18",
    "average_6": "6'000",
    "child_under_25": "no",
    "invalidity_40": "no",
}
STUDENT = {
    **WORKED,
    "age": "24",
    "before": "education",
    "contribution_months": "",
    "average_6": "",
    "training": "tertiary",
}
EARNED = {
    "insured_month": "6000",
    "child_under_25": "no",
    "invalidity_40": "no",
    "month": "2026-03-01",
    "income": "4'200.00",
}


@pytest.fixture(autouse=True)
def in_april(clock):
    clock.freeze("2026-04-03 09:00")


def text(response) -> str:
    """What a reader reads: no markup, one space between words."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\xa0", " ").split())


def expect(client, answers=WORKED, **changes):
    return client.post(reverse("entitlement:expect"), {**answers, **changes})


def earn(client, **changes):
    return client.post(reverse("entitlement:earnings"), {**EARNED, **changes})


def student():
    return Situation(
        opens_on=datetime.date(2026, 3, 1),
        age=24,
        child_under_25=False,
        invalidity_40=False,
        ground=ExemptionGround.EDUCATION,
        training=Training.TERTIARY,
    )


class TestWords:
    pytestmark = pytest.mark.without_database

    def test_are_there_for_every_figure_amount_training_and_ground(self):
        assert set(LABELS) == set(REASONS) == set(Finding)
        assert set(PARAMETERS) == {row.name for row in rules.PARAMETERS}
        assert set(TRAININGS) == set(Training)
        assert set(GROUNDS) == set(ExemptionGround)

    @pytest.mark.parametrize(
        ("language", "article"), [("de", "Art. 9 AVIG"), ("fr", "art. 9 LACI"), ("it", "art. 9 LADI")]
    )
    def test_cite_the_law_and_name_days_in_the_readers_language(self, language, article):
        with translation.override(language):
            words = in_words(rules.outlook(student()).figures[0])

        assert words.cited.replace("\xa0", " ") == article
        assert words.value == "1.3.2026 – 29.2.2028"
        assert "%(" not in words.reason


class TestExpectation:
    def test_explains_each_figure(self, client):
        said = text(expect(client))

        assert "Daily allowance, gross: CHF 193.55" in said
        for formula in (
            "6'000.00 × 80 % ÷ 21.7 = 221.20 > 140.00",
            "193.55 × 5.3 % ≈ 10.25",
            "193.55 × 22 = 4'258.10",
            "60'000 < 72'000.00 ≤ 90'000",
            "18 ≥ 18",
        ):
            assert formula in said
        assert "Daily allowances at most 400" in said
        assert "Art. 22 para. 2 AVIG" in said

    def test_of_a_student_waits_and_is_halved(self, client):
        said = text(expect(client, STUDENT))

        assert "Daily allowance, gross: CHF 61.20" in said
        assert "120 + 0 = 120" in said
        assert "Daily allowances at most 90" in said

    def test_says_when_there_is_nothing_and_what_to_do(self, client):
        said = text(expect(client, contribution_months="11"))

        assert "Daily allowances at most: 0" in said
        assert "ask your fund" in said
        assert "Waiting days" not in said

    def test_says_when_the_wage_is_too_low_to_be_insured(self, client):
        said = text(expect(client, average_6="499"))

        assert "Insured earnings a month: CHF 0.00 Less than CHF 500 a month is not insured." in said

    def test_adds_children_and_the_accident_rate(self, client):
        said = text(expect(client, supplements="2", accident_percent="2.47", child_under_25="yes"))

        assert "430.00 ÷ 21.7 = 19.82" in said
        assert "× 2.47 %" in said

    def test_marks_what_is_indicative(self, client):
        assert "Indicative" not in text(expect(client))
        assert "Indicative: check the current directive" in text(
            expect(client, opens_on_year="2027", opens_on_month="2")
        )

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"opens_on_day": ""}, "Enter a day, for example"),
            ({"opens_on_year": "2022"}, "We know the amounts from 2023 on"),
            ({"age": "14"}, "from age 15 on"),
            ({"age": "x"}, "Enter your age in years."),
            ({"before": ""}, "Choose what was before."),
            ({"contribution_months": ""}, "Enter a number of months"),
            ({"average_6": ""}, "Enter your average gross wage"),
            ({"average_6": "-1"}, "Enter 0 or more."),
            ({"average_6": "much"}, "Enter an amount in francs"),
            ({"before": "education"}, "Choose your training."),
            ({"child_under_25": ""}, "Choose yes or no."),
        ],
    )
    def test_says_what_is_missing_and_keeps_what_was_typed(self, client, changes, sentence):
        response = expect(client, **changes)

        assert sentence in text(response)
        assert 'value="18"' in response.content.decode() or "contribution_months" in changes
        assert "Step by step" not in text(response)

    @pytest.mark.parametrize("typed", ["6000", "6'000", "6’000.00", "6000,00", "CHF 6'000.–", " 6 000 "])
    def test_understands_amounts_as_people_write_them(self, client, typed):
        assert "CHF 193.55" in text(expect(client, average_6=typed))

    def test_of_a_person_who_is_logged_in_knows_her_age(self, client):
        person = PersonFactory(birth_date=datetime.date(1986, 4, 4), with_account=True)
        client.force_login(person.user)

        page = client.get(reverse("entitlement:expect")).content.decode()

        assert re.search(r'<input[^>]*name="age"[^>]*>', page)[0].count('value="39"') == 1

    def test_asks_a_visitor_for_everything(self, client):
        page = client.get(reverse("entitlement:expect")).content.decode()

        assert "value=" not in re.search(r'<input[^>]*name="age"[^>]*>', page)[0]

    def test_takes_what_others_know_about_the_person(self, client, monkeypatch):
        monkeypatch.setattr(registry, "_sources", [lambda *_: {"average_6": 5000, "child_under_25": True}])
        client.force_login(PersonFactory(with_account=True).user)

        page = client.get(reverse("entitlement:expect")).content.decode()

        assert 'value="5000"' in page
        assert re.search(r'name="child_under_25" value="yes"[^>]*checked', page)

    def test_stands_in_no_shared_memory(self, client):
        assert "no-store" in expect(client)["Cache-Control"]


class TestEarnings:
    def test_show_what_the_fund_adds_and_how(self, client):
        said = text(earn(client))

        assert "Paid by your fund this month: CHF 1'318.06" in said
        assert "(6'000.00 ÷ 21.7 × 22 − 4'200.00) × 70 % = 1'318.06" in said
        assert "Both together CHF 5'518.06" in said
        assert "Daily allowances used up 6.8" in said

    def test_show_when_the_fund_adds_nothing(self, client):
        said = text(earn(client, insured_month="7312", income="5455.45"))

        assert "Paid by your fund this month: CHF 0.00" in said
        assert "5'455.45 ÷ 22 = 247.98 ≥ 235.85" in said

    def test_count_the_own_business_without_its_costs(self, client):
        said = text(earn(client, income="", own_income="3000", material="500"))

        assert "Counted of your own business CHF 2'000.00" in said

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"income": ""}, "Enter what you earned, or 0."),
            ({"insured_month": ""}, "Enter an amount in francs"),
            ({"month": "2020-01-01"}, "2020-01-01 is not one of the available choices"),
            ({"month": "x"}, "x is not one of the available choices"),
        ],
    )
    def test_say_what_is_missing(self, client, changes, sentence):
        assert sentence in text(earn(client, **changes))


class TestAmounts:
    def test_are_listed_with_time_and_article(self, client):
        said = text(client.get(reverse("entitlement:amounts")))

        assert "CHF 12'350.00 known since 1.1.2016 Art. 23 para. 1 AVIG" in said
        assert "CHF 26'460.00 1.1.2025 – 31.12.2026 Art. 8 para. 1 BVG" in said
        assert "Reduced rate 70 %" in said
