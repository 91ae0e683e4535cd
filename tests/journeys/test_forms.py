"""A form in a real browser, with JavaScript on and off: the tests' own procedure on a server in this process."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tandem.eservices.procedures.models import Draft
from tandem.eservices.procedures.tests.factories import KEY, declared  # noqa: F401 - a fixture
from tandem.foundation import clock
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = f"{clock.today():%Y-%m}"


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture
def window_of(browser, live_server):
    """Open a window in which somebody is logged in: `window_of(user, javascript=False, width=320)`."""
    contexts = []

    def open_window(user, *, javascript=True, width=320):
        client = Client()
        client.force_login(user)
        context = browser.new_context(
            base_url=live_server.url, java_script_enabled=javascript, viewport={"width": width, "height": 900}
        )
        context.set_default_timeout(15_000)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


def test_is_filled_left_resumed_and_filed(window_of, declared, accessible, javascript, tmp_path):  # noqa: F811
    declared()
    person = PersonFactory(with_account=True, phone="+41790000000")
    page = window_of(person.user, javascript=javascript)
    seen = []

    def look():
        if javascript:
            accessible(page)
            assert sideways(page) <= 0
        seen.append(page.screenshot(path=str(tmp_path / f"{len(seen)}.png"), full_page=True))

    page.goto(reverse("procedures:start", args=[KEY, MONTH]))
    look()
    page.get_by_role("button", name="Begin").click()
    look()
    if javascript:
        assert page.get_by_label("Employer").is_hidden()
    page.get_by_label("Yes").check()
    if javascript:
        # Kept before any button is pressed: a crash of the browser loses nothing.
        page.get_by_text("Kept.").wait_for()
        assert Draft.objects.get().answers.get().value is True
        cookies = page.context.cookies()
        page.context.clear_cookies()
    page.get_by_label("Employer").fill("Beck am Bach")
    page.get_by_label("Gross pay").fill("812.50")
    page.get_by_label("Part-time").check()
    if javascript:
        # Logged out meanwhile: the page says so, is not left, and goes on once she has logged in elsewhere.
        page.get_by_role("button", name="Save and leave").click()
        page.locator("[data-status]:focus", has_text="is not kept yet").wait_for()
        assert page.get_by_label("Gross pay").input_value() == "812.50"
        page.context.add_cookies([one for one in cookies if one["name"] == settings.SESSION_COOKIE_NAME])
    page.get_by_role("button", name="Save and leave").click()
    look()

    another = window_of(person.user, javascript=javascript)
    another.goto(reverse("procedures:start", args=[KEY, MONTH]))
    another.get_by_role("link", name="Go on where you were").click()
    another.get_by_label("No", exact=True).check()
    another.get_by_role("button", name="Save and go on").click()
    another.get_by_role("heading", name="A remark").wait_for()
    another.get_by_role("button", name="Save and go on").click()
    page = another
    look()
    assert "CHF" in page.content()
    page.get_by_role("button", name="File my form").click()
    page.get_by_role("heading", name="Your form is filed").wait_for()
    look()


def test_two_windows_never_overwrite_each_other_unseen(window_of, declared, accessible):  # noqa: F811
    declared()
    person = PersonFactory(with_account=True)
    first, second = (window_of(person.user, javascript=False) for _ in range(2))
    first.goto(reverse("procedures:start", args=[KEY, MONTH]))
    first.get_by_role("button", name="Begin").click()
    second.goto(first.url)
    first.get_by_label("No", exact=True).check()
    first.get_by_role("button", name="Save and go on").click()
    second.get_by_label("Yes", exact=True).check()
    second.get_by_role("button", name="Save and go on").click()

    second.get_by_role("heading", name="Two answers: which one holds?").wait_for()
    second.get_by_label("No", exact=True).check()
    second.get_by_role("button", name="Keep what I chose").click()
    assert Draft.objects.get().answers.get(field="worked").value is False
