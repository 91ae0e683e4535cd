"""Two real browsers in one session: what is typed is seen, pointing is said, hands change, the end is at once."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tandem.eservices.declarations import monthly
from tandem.foundation import clock
from tandem.foundation.live.tests.process import Process
from tandem.foundation.months import preceding
from tandem.identity.access.types import Acting
from tandem.identity.accounts.models import User
from tandem.identity.mandates.tests.factories import a_helper, a_person

pytestmark = pytest.mark.django_db(transaction=True)

SUBJECT = f"{preceding(clock.today().replace(day=1)):%Y-%m}"
CODE = re.compile(r"\d{3}\s\d{3}")


@pytest.fixture
def person():
    return a_person(email="mila@example.com")


@pytest.fixture
def helper() -> Acting:
    return a_helper()


@pytest.fixture
def hers(phone_of, live_process: Process, person) -> Page:
    return phone_of(person.user).page


@pytest.fixture
def his(phone_of, live_process: Process, helper) -> Page:
    page = phone_of(User.objects.get(pk=helper.user_id)).page
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def meet(hers: Page, his: Page) -> None:
    """From her form to the code, his digits, her yes; each sees at once what the other did."""
    hers.goto(reverse("procedures:start", args=[monthly.KEY, SUBJECT]))
    hers.get_by_role("button", name="Begin").click()
    begin(hers, his, hers.locator("main").get_by_role("link", name="Do it together"))
    hers.locator("[data-step-form]").wait_for()
    his.locator("[data-live-field]").first.wait_for()


def begin(hers: Page, his: Page, tap: Locator) -> None:
    with hers.expect_response("**/stream"):
        tap.click()
        hers.get_by_role("button", name="Beside me").click()
    found = CODE.search(hers.locator("main").inner_text())
    assert found
    his.goto(reverse("sessions:join"))
    his.get_by_label("The code on the person's screen").fill(found.group())
    with his.expect_response("**/stream"):
        his.get_by_role("button", name="Ask to join").click()
    with hers.expect_navigation():
        hers.get_by_role("button", name="Yes, let us begin").click()


def test_two_people_at_two_screens(hers, his, person, helper, accessible):
    meet(hers, his)
    name = User.objects.get(pk=helper.user_id).name

    hers.locator("[name=worked][value=yes]").check()
    hers.locator("[name=employers-0-employer]").press_sequentially("Beck am Bach")
    expect(his.locator("[data-live-field=worked]")).to_have_text("Yes")
    expect(his.locator("[data-live-field=employers]")).to_contain_text("Beck am Bach")
    accessible(his)

    his.get_by_role("button", name=re.compile("^Point at: Did you work for an employer")).click()
    expect(hers.locator(".live-pointed")).to_contain_text("Did you work for an employer")
    expect(hers.locator("[data-live-says]")).to_contain_text(f"{name} points at: Did you work for an employer")
    expect(hers.locator("main")).to_contain_text(f"{name} points here")
    assert hers.locator("[name=employers-0-employer]").input_value() == "Beck am Bach"
    accessible(hers)

    hers.get_by_role("button", name="Hand over the hands").click()
    his.get_by_role("link", name="Type on this page").click()
    expect(hers.locator(".session-banner")).to_contain_text(f"{name} types.")
    his.locator("[name=worked][value=no]").check()
    expect(hers.locator("[data-question=worked] [data-live-types]")).to_have_text(f"{name} writes: No")
    accessible(his)

    with his.expect_navigation():
        hers.get_by_role("button", name="Take back the hands").click()
    expect(his.locator(".session-banner")).to_contain_text(f"{person.name} types.")

    hers.get_by_role("button", name="End the session").click()
    expect(hers.locator(".session-banner")).to_have_count(0)
    expect(his.locator("[data-live-state]")).to_contain_text("no longer sees this page")


def test_an_effort_is_seen_while_it_is_typed(hers, his, person, helper, accessible):
    """A page that is no form of the engine: fields, a finger, a question, her answer; his hands note one with her."""
    name = User.objects.get(pk=helper.user_id).name
    hers.goto(reverse("efforts:new"))
    begin(hers, his, hers.locator("header, nav").get_by_role("link", name="Do it together").first)
    hers.locator("[data-effort-form]").wait_for()
    expect(his.locator("main")).to_contain_text("Nothing is noted in this month yet.")

    hers.locator("[name=company]").press_sequentially("Beck am Bach")
    expect(his.locator("[data-live-field=company]")).to_have_text("Beck am Bach")
    accessible(his)
    his.get_by_role("button", name="Point at: Company").click()
    expect(hers.locator("[data-live-says]")).to_have_text(f"{name} points at: Company")
    expect(hers.locator(".live-pointed [name=company]")).to_have_value("Beck am Bach")
    expect(hers.locator("[data-question=company]")).to_contain_text(f"{name} points here")

    his.get_by_text("Say or ask something about: Phone number you called").click()
    his.locator("#words-phone").fill("Did you call them?")
    his.locator(".govuk-details[open]").get_by_role("button", name="Ask as a question").click()
    expect(hers.locator("[data-live-region=what-waits]")).to_contain_text(f"{name} asks something")
    expect(hers.get_by_text("Did you call them?")).to_be_visible()
    accessible(hers)
    hers.get_by_label("Your answer to your helper").fill("Yes, on Monday.")
    hers.get_by_role("button", name="Send my answer").click()
    expect(his.locator("main")).to_contain_text("Yes, on Monday.")
    assert hers.locator("[name=company]").input_value() == "Beck am Bach"

    hers.get_by_role("button", name="Hand over the hands").click()
    his.get_by_role("link", name="Type on this page").click()
    his.locator("[name=job_title]").press_sequentially("Baker")
    expect(hers.locator("[data-question=job_title] [data-live-types]")).to_have_text(f"{name} writes: Baker")
    accessible(hers)
