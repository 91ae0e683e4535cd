"""The claim for benefit and the calculators in a real browser, in every language, with JavaScript on and off."""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tandem.eservices.claims.procedure import KEY
from tandem.eservices.procedures.models import Draft, Filing
from tandem.foundation import clock
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
FORWARD = "main form button[type=submit]:not([name])"


@pytest.fixture
def open_page(browser, live_server):
    """`open_page(user, javascript=False)`: a phone in which somebody is logged in, or nobody."""
    contexts = []

    def opened(user=None, *, javascript=True):
        context = browser.new_context(
            base_url=live_server.url, java_script_enabled=javascript, viewport={"width": 320, "height": 900}
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def type_day(page, field, day):
    for part in ("day", "month", "year"):
        page.fill(f"#id_{field}_{part}", str(getattr(day, part)))


def choose(page, field, value):
    page.check(f"input[name={field}][value={value}]")


def fill_about(page):
    type_day(page, "claim_from", clock.today())
    page.fill("#id_wanted_degree", "100")
    choose(page, "nationality", "swiss")
    page.fill("#id_account", "CH93 0076 2011 6238 5295 7")


def fill_children(page):
    choose(page, "maintains_child", "yes")
    page.fill("[name=children-0-child_name]", "Lio")
    for part, number in (("day", "5"), ("month", "5"), ("year", "2018")):
        page.fill(f"[name=children-0-born_on_{part}]", number)
    choose(page, "children-0-in_training", "yes")
    choose(page, "children-0-allowance_to", "me")


def fill_last_job(page):
    last = clock.today().replace(day=1)
    choose(page, "worked_before", "yes")
    page.fill("#id_last_employer", "Gasthof Beispiel")
    page.fill("#id_last_job", "Cook")
    type_day(page, "last_from", last.replace(year=last.year - 2))
    type_day(page, "last_until", last - datetime.timedelta(days=1))
    page.fill("#id_last_wage", "6000")
    choose(page, "has_thirteenth", "no")
    choose(page, "ended_by", "self")
    choose(page, "has_severance", "no")


def no_to(*fields):
    def fill(page):
        for field in fields:
            choose(page, field, "no")

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
    @pytest.mark.parametrize(
        ("language", "javascript"),
        [("de", True), ("de", False), ("fr", True), ("it", False), ("en", True)],
    )
    def test_is_filled_and_filed_on_a_phone(self, open_page, accessible, language, javascript):
        person = PersonFactory(with_account=True, with_fund=True, language=language)
        page = open_page(person.user, javascript=javascript)

        def look():
            if javascript:
                accessible(page)
                assert not page.evaluate(SIDEWAYS)

        with translation.override(language):
            page.goto(reverse("procedures:start", args=[KEY]))
            look()
            page.click(FORWARD)
            for fill in STEPS:
                page.wait_for_selector("main form")
                look()
                fill(page)
                page.click(FORWARD)
            page.wait_for_url("**/documents/")
            look()
            page.locator("main a.govuk-button[href$='/check/']").click()
            page.wait_for_url("**/check/")
        look()
        shown = page.locator("main").inner_text().replace("\xa0", " ")
        assert "CHF 6'000.00" in shown
        assert "6'000.00 × 80 % ÷ 21.7 = 221.20" in shown.replace("’", "'")
        assert "45" in shown  # the article on giving notice oneself

        page.click(FORWARD)
        page.wait_for_selector(".govuk-panel, .receipt")
        look()
        assert Filing.objects.get().receipt.number in page.content()
        assert not Draft.objects.open().exists()

    def test_says_what_is_missing_and_keeps_what_was_typed(self, open_page, accessible):
        page = open_page(PersonFactory(with_account=True).user)
        page.goto(reverse("procedures:start", args=[KEY]))
        page.click(FORWARD)
        page.fill("#id_account", "CH00")
        page.click(FORWARD)

        page.wait_for_selector(".govuk-error-summary")
        accessible(page)
        assert page.input_value("#id_account") == "CH00"
        assert page.locator(".govuk-error-summary a").count() >= 4


class TestCalculators:
    @pytest.mark.parametrize(("language", "javascript"), [("de", True), ("fr", True), ("it", True), ("en", False)])
    def test_answer_without_log_in_on_a_phone(self, open_page, accessible, language, javascript):
        page = open_page(javascript=javascript)
        with translation.override(language):
            expect, earnings, amounts = (reverse(f"entitlement:{name}") for name in ("expect", "earnings", "amounts"))

        def look():
            if javascript:
                accessible(page)
                assert not page.evaluate(SIDEWAYS)

        page.goto(expect)
        look()
        page.click(FORWARD)
        page.wait_for_selector(".govuk-error-summary")
        look()
        type_day(page, "opens_on", clock.today())
        page.fill("#id_age", "40")
        choose(page, "before", "worked")
        page.fill("#id_contribution_months", "18")
        page.fill("#id_average_6", "6'000")
        choose(page, "child_under_25", "no")
        choose(page, "invalidity_40", "no")
        page.click(FORWARD)
        page.wait_for_selector("#result")
        look()
        assert "CHF 193.55" in page.locator("#result").inner_text().replace("\xa0", " ")

        page.goto(earnings)
        page.fill("#id_insured_month", "6000")
        choose(page, "child_under_25", "no")
        choose(page, "invalidity_40", "no")
        page.fill("#id_income", "1000")
        page.click(FORWARD)
        page.wait_for_selector("#result")
        look()

        page.goto(amounts)
        look()
