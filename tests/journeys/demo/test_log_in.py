"""Each way in, as people play it: password, then a code from a phone, from paper, or a key; in four languages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tandem.foundation.languages import Language
from tandem.identity.factors.enums import Factor
from tandem.portals.demo.people import COUNSELLOR, PASSWORD, PERSONAS
from tests.journeys.demo.looking import look_over
from tests.journeys.demo.ways_in import HOME, log_in, read_code, type_code, type_password
from tests.journeys.keys import keep_a_key

pytestmark = pytest.mark.without_database

WITH_CODE = {persona.factor: persona for persona in reversed(PERSONAS) if persona.factor}
HERS = WITH_CODE[Factor.APP]
ADDING = ("app", "phone", "phone/code", "key", "list", "recovery")


def confirm_password(page: Page):
    """Before something sensitive, she shows her password again."""
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()


@pytest.mark.parametrize("factor", [Factor.APP, Factor.SMS, Factor.LIST])
def test_a_code_opens_and_its_page_is_good_in_every_language(visit, accessible, factor):
    page, persona = visit(), WITH_CODE[factor]
    type_password(page, persona)
    look_over(page, accessible, "log-in/second-factor/")

    page.get_by_label(re.compile("^Code")).fill("000000")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    page.get_by_label(re.compile("^Code")).fill(read_code(page.context, persona))
    page.locator("main form button[type=submit]").first.click()

    page.wait_for_url(HOME)
    expect(page.locator(".page-header__name")).to_have_text(persona.name)


def test_a_code_opens_without_javascript(visit):
    page, persona = visit(javascript=False), WITH_CODE[Factor.LIST]
    type_password(page, persona)

    page.get_by_label(re.compile("^Code no.")).fill(read_code(page.context, persona))
    page.locator("main form button[type=submit]").first.click()

    page.wait_for_url(HOME)


def test_half_a_log_in_opens_nothing(visit):
    page = visit()
    type_password(page, WITH_CODE[Factor.LIST])

    for path in ("me/", "how-you-log-in/", "who-looked/"):
        page.goto(f"/en/{path}")
        assert "/log-in/" in page.url


def test_a_key_that_does_not_answer_leaves_the_way_open(visit):
    page = visit(host="localhost")  # keys belong to a name, never to a number
    keep_a_key(page)  # one that knows nobody here
    page.goto("/en/log-in/passkey/")

    page.get_by_role("button", name="Use the passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The key did not answer")
    expect(page.get_by_role("button", name="Use the passkey")).to_be_enabled()


def test_a_key_says_without_javascript_that_it_needs_it(visit):
    page = visit(javascript=False)
    page.goto("/en/log-in/passkey/")

    expect(page.get_by_text("This way needs JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Use the passkey")).to_be_hidden()


def test_the_desk_and_the_way_to_stop_it_are_good_in_every_language(visit, accessible):
    page = visit()
    look_over(page, accessible, "log-in/stop/")
    log_in(page, COUNSELLOR)
    page.goto("/en/caseload/")
    href = page.locator(".desk-table a").first.get_attribute("href")
    person = re.search(r"\d+", href.removeprefix("/en/caseload/")).group()

    look_over(page, accessible, f"people/{person}/log-in/")


# Last: her app shows another code only half a minute after the one that opened above.
def test_a_key_is_added_opens_after_the_password_then_alone_and_is_removed(visit, accessible):
    page = visit(host="localhost")  # keys belong to a name, never to a number
    keep_a_key(page)
    type_password(page, HERS)
    type_code(page, HERS)
    page.wait_for_url(HOME)
    page.goto("/en/how-you-log-in/key/")
    confirm_password(page)
    for path in ("", *(f"{name}/" for name in ADDING)):
        look_over(page, accessible, f"how-you-log-in/{path}")

    page.goto("/en/how-you-log-in/key/")
    page.get_by_label("Name of the key").fill("Blue key")
    page.get_by_label("Log in with this key alone").check()
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("link", name="Blue key")).to_be_visible()
    look_over(page, accessible, "how-you-log-in/", [Language.EN, Language.DE])

    page.locator(".page-header__logout button").click()
    type_password(page, HERS)
    look_over(page, accessible, "log-in/second-factor/?way=key")
    page.goto("/en/log-in/second-factor/")
    page.get_by_role("link", name="Security key or passkey").click()
    page.get_by_role("button", name="Use the key").click()
    page.wait_for_url(HOME)

    page.locator(".page-header__logout button").click()
    look_over(page, accessible, "log-in/passkey/")
    page.goto("/en/log-in/passkey/")
    page.get_by_role("button", name="Use the passkey").click()
    page.wait_for_url(HOME)
    expect(page.locator(".page-header__name")).to_have_text(HERS.name)

    page.goto("/en/confirm/?way=key")
    page.get_by_role("button", name="Use the key").click()
    page.get_by_role("link", name="Blue key").click()
    accessible(page)
    page.get_by_role("button", name="Remove this key").click()
    expect(page.get_by_role("link", name="Blue key")).to_have_count(0)
