"""The claim for benefit and the calculators on a phone."""

import datetime

import pytest
from django.utils import translation

from tandem.eservices.claims.procedure import KEY
from tandem.eservices.procedures.models import Draft, Filing
from tandem.foundation import clock
from tandem.identity.people.tests.factories import PersonFactory
from tests.journeys.plays import OFF, ON, played

pytestmark = pytest.mark.django_db(transaction=True)


def fill_about(phone):
    phone.fill(claim_from=clock.today(), wanted_degree="100", account="CH93 0076 2011 6238 5295 7")
    phone.choose("nationality", "swiss")


def fill_children(phone):
    phone.choose("maintains_child", "yes")
    phone.fill(**{"children-0-child_name": "Lio", "children-0-born_on": datetime.date(2018, 5, 5)})
    phone.choose("children-0-in_training", "yes")
    phone.choose("children-0-allowance_to", "me")


def fill_last_job(phone):
    last = clock.today().replace(day=1)
    phone.choose("worked_before", "yes")
    phone.fill(
        last_employer="Gasthof Beispiel",
        last_job="Cook",
        last_from=last.replace(year=last.year - 2),
        last_until=last - datetime.timedelta(days=1),
        last_wage="6000",
    )
    phone.choose("has_thirteenth", "no")
    phone.choose("ended_by", "self")
    phone.choose("has_severance", "no")


def no_to(*fields):
    def fill(phone):
        for field in fields:
            phone.choose(field, "no")

    return fill


STEPS = (
    fill_about,
    fill_children,
    no_to("has_other_benefits"),
    fill_last_job,
    no_to("works_now", "is_self_employed", "has_stake"),
    no_to("has_other_jobs"),
    no_to("was_prevented"),
    no_to("had_event"),
)


class TestClaim:
    @played(KEY, by=[("de", ON), ("fr", ON), ("it", OFF), ("en", ON)])
    def test_is_filled_and_filed(self, phone_of, language, javascript):
        person = PersonFactory(with_account=True, with_fund=True, language=language)
        phone = phone_of(person.user, javascript=javascript)

        phone.open("procedures:start", KEY)
        phone.go_on()
        for fill in STEPS:
            fill(phone)
            phone.go_on()
        phone.bring_documents_later()
        assert phone.says("CHF 6'000.00")
        assert phone.says("6'000.00 × 80 % ÷ 21.7 = 221.20")
        assert phone.says("45")  # the article on giving notice oneself

        phone.go_on()
        assert phone.says(Filing.objects.get().receipt.number)
        assert not Draft.objects.open().exists()

    def test_says_what_is_missing_and_keeps_what_was_typed(self, phone_of):
        phone = phone_of(PersonFactory(with_account=True).user)
        phone.open("procedures:start", KEY)
        phone.go_on()
        phone.fill(account="CH00")
        phone.go_on()

        assert phone.page.input_value("[name=account]") == "CH00"
        assert phone.page.locator(".govuk-error-summary a").count() >= 4


class TestCalculators:
    @pytest.mark.parametrize(("language", "javascript"), [("de", True), ("fr", True), ("it", True), ("en", False)])
    def test_answer_without_log_in(self, phone_of, language, javascript):
        phone = phone_of(javascript=javascript)
        with translation.override(language):
            phone.open("entitlement:expect")
            phone.go_on()
            assert phone.refuses()
            phone.fill(opens_on=clock.today(), age="40", contribution_months="18", average_6="6'000")
            phone.choose("before", "worked")
            phone.choose("child_under_25", "no")
            phone.choose("invalidity_40", "no")
            phone.go_on()
            assert "CHF 193.55" in phone.page.locator("#result").inner_text().replace("\xa0", " ")

            phone.open("entitlement:earnings")
            phone.fill(insured_month="6000", income="1000")
            phone.choose("child_under_25", "no")
            phone.choose("invalidity_40", "no")
            phone.go_on()
            phone.page.wait_for_selector("#result")

            phone.open("entitlement:amounts")
