"""Two screens that show each other what happens: the browser's script on the smallest pages, and the live process."""

import signal

import pytest
from playwright.sync_api import Browser, Page, expect

from tandem.foundation.live.tests.process import Process, publish
from tests.journeys import live_pages
from tests.journeys.live_pages import TOPIC

LOST = "does not come by itself just now"


@pytest.fixture
def process(live_process: Process, settings):
    settings.ROOT_URLCONF = "tests.journeys.live_pages"
    live_pages.shown.update(hands="person", over=False, role="person")
    yield live_process
    live_process.stop()
    assert b"Bakery" not in live_process.said


@pytest.fixture
def screens(browser: Browser, live_server, process):
    """The page on which somebody types, and the one on which somebody watches."""
    troubles: list[str] = []
    contexts = [browser.new_context(base_url=live_server.url) for _side in range(2)]
    pages = []
    for context, path in zip(contexts, ("/en/writing/", "/en/watching/"), strict=True):
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if "Content Sec" in said.text else None)
        with page.expect_response("**/stream"):
            page.goto(path)
        pages.append(page)
    yield pages
    for context in contexts:
        context.close()
    assert troubles == []


def field(page: Page, name: str):
    return page.locator(f"[data-live-field={name}]")


def test_what_is_typed_is_seen_and_what_is_secret_is_not(screens, accessible):
    hers, his = screens

    hers.get_by_label("Employer").type("Bakery Müller")
    hers.get_by_label("Yes, I did").check()
    hers.get_by_label("Canton").select_option("GR")
    hers.get_by_label("Day").type("14")
    hers.get_by_label("Month").type("3")
    hers.get_by_label("Password").type("secret")
    hers.get_by_label("Code").type("123456")
    hers.get_by_label("Note").type("for me alone")
    hers.get_by_label("Hours").type("42.5")

    expect(field(his, "hours")).to_have_text("42.5")
    expect(field(his, "employer")).to_have_text("Bakery Müller")
    expect(field(his, "worked")).to_have_text("Yes, I did")
    expect(field(his, "canton")).to_have_text("Graubünden")
    expect(field(his, "born")).to_have_text("Day: 14\nMonth: 3", use_inner_text=True)
    for secret in ("password", "code", "note"):
        expect(field(his, secret)).to_have_text("-")
    accessible(his)


def test_whoever_opens_the_page_later_sees_what_stands_there(screens):
    hers, his = screens
    hers.get_by_label("Employer").type("Bakery")
    expect(field(his, "employer")).to_have_text("Bakery")

    his.reload()

    expect(field(his, "employer")).to_have_text("Bakery")


def test_a_half_written_character_waits_until_it_is_written(screens):
    hers, his = screens
    hers.get_by_label("Employer").focus()
    line = hers.context.new_cdp_session(hers)

    line.send("Input.imeSetComposition", {"text": "mian", "selectionStart": 4, "selectionEnd": 4})
    hers.wait_for_timeout(400)
    expect(field(his, "employer")).to_have_text("-")

    line.send("Input.insertText", {"text": "面"})
    expect(field(his, "employer")).to_have_text("面")


def test_pointing_lights_up_a_field_and_is_said_politely(screens, accessible):
    hers, _his = screens
    hers.get_by_label("Employer").focus()

    publish(TOPIC, "point", {"field": "hours"})

    expect(hers.locator(".live-pointed")).to_contain_text("Hours worked")
    expect(hers.locator("[data-live-says]")).to_have_text("Mara Keller points at: Hours worked")
    assert hers.locator("[data-live-says]").get_attribute("role") == "status"
    expect(hers.get_by_label("Employer")).to_be_focused()
    accessible(hers)

    publish(TOPIC, "point", {"field": "worked"})
    expect(hers.locator("[data-live-says]")).to_have_text("Mara Keller points at: Did you work?")
    expect(hers.locator(".live-pointed")).to_have_count(1)


def test_news_replace_their_region_and_touch_nothing_else(screens):
    hers, his = screens
    hers.get_by_label("Employer").type("Bakery")
    live_pages.shown["hands"] = "helper"

    publish(TOPIC, "mark", {})

    for page in (hers, his):
        expect(page.locator("[data-live-region=hands]")).to_have_text("helper types")
    expect(hers.get_by_label("Employer")).to_have_value("Bakery")


def test_hands_that_change_bring_the_form_as_the_server_has_it(screens):
    hers, his = screens
    live_pages.shown["hands"] = "helper"

    with hers.expect_navigation():
        publish(TOPIC, "hands", {"hands": "helper"})

    expect(his.locator("[data-live-region=hands]")).to_have_text("helper types")
    hers.get_by_label("Hours").type("7")
    hers.wait_for_timeout(300)
    expect(field(his, "hours")).to_have_text("-")


def test_what_somebody_writes_here_outlives_the_news(screens):
    hers, his = screens
    hers.get_by_label("Hours").type("42")
    expect(field(his, "hours")).to_have_text("42")
    his.get_by_text("Say something").click()
    his.get_by_label("Your words").type("Look at the pay slip")
    live_pages.shown["hands"] = "helper"

    publish(TOPIC, "mark", {})

    expect(his.locator("[data-live-region=hands]")).to_have_text("helper types")
    expect(his.get_by_label("Your words")).to_have_value("Look at the pay slip")
    expect(his.get_by_label("Your words")).to_be_focused()
    expect(field(his, "hours")).to_have_text("42")


def test_the_form_says_what_other_hands_write_in_it(browser, live_server, screens):
    hers, _his = screens
    live_pages.shown["role"] = "helper"
    with browser.new_context(base_url=live_server.url) as context:
        his = context.new_page()
        with his.expect_response("**/stream"):
            his.goto("/de/writing/?")
        his.get_by_label("Hours").type("38")

        expect(hers.locator("[data-question=hours] [data-live-types]")).to_have_text("Mara Keller writes: 38")


def test_the_end_stops_both_and_loses_nothing(screens):
    hers, his = screens
    hers.get_by_label("Employer").type("Bakery")
    live_pages.shown["over"] = True

    with his.expect_navigation():
        publish(TOPIC, "end", {})

    expect(hers.locator("[data-live-state]")).to_have_text(
        "The other screen no longer sees this page. What you wrote stays here."
    )
    hers.get_by_label("Hours").type("7")
    expect(hers.get_by_label("Employer")).to_have_value("Bakery")


def test_without_the_process_pages_say_so_and_come_back(screens, process):
    hers, his = screens
    process.stop(signal.SIGKILL)
    expect(his.locator("[data-live-state]")).to_contain_text(LOST, timeout=20_000)
    live_pages.shown["hands"] = "nobody"

    his.get_by_role("link", name="Refresh").click()
    expect(his.locator("[data-live-region=hands]")).to_have_text("nobody types")

    process.start()
    expect(hers.locator("[data-live-state]")).to_contain_text("comes by itself again", timeout=60_000)
    hers.get_by_label("Hours").type("8")
    expect(field(his, "hours")).to_have_text("8", timeout=60_000)
