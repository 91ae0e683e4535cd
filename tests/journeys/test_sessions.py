"""Two people in two browsers: each way to meet, hands, pointing, an end from either side, and one from outside."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from tandem.assistance.sessions.models import AssistedSession
from tandem.eservices.procedures.models import Answer, Filing
from tandem.eservices.procedures.services import open_draft
from tandem.eservices.procedures.tests.factories import KEY, answered, declared  # noqa: F401 - a fixture
from tandem.foundation import clock
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.accounts.models import User
from tandem.identity.factors.tests.factories import CodeListFactory, code_of, with_app
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.services import end as end_mandate
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted, own_file
from tandem.identity.mandates.types import Terms

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = f"{clock.today():%Y-%m}"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def window_of(browser, live_server):
    """A browser of one's own in which somebody is logged in: `window_of(user, javascript=False, width=320)`."""
    contexts = []

    def open_window(user, *, javascript=True, width=1280) -> Page:
        client = Client()
        client.force_login(user)
        context = browser.new_context(
            base_url=live_server.url, java_script_enabled=javascript, viewport={"width": width, "height": 900}
        )
        context.set_default_timeout(30_000)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def person(declared):  # noqa: F811 - a fixture
    declared()
    person = a_person()
    CodeListFactory(user=person.user)
    return person


@pytest.fixture
def helper():
    acting = a_helper()
    with_app(User.objects.get(pk=acting.user_id))
    return acting


@pytest.fixture
def draft(person):
    now = clock.now()
    file = open_own_file(acting_as(person, now=now), Purpose.MONTHLY_FORM, now=now)
    return open_draft(file, key=KEY, subject=MONTH, now=now)


def step(draft) -> str:
    return reverse("procedures:step", args=[draft.pk, "work"])


def meet(hers: Page, his: Page, draft, *, button: str) -> None:
    """She taps on the page of her form, he types what she shows or tells, she sees who it is and says yes."""
    hers.goto(step(draft))
    hers.locator("main").get_by_role("link", name="Do it together").click()
    expect(hers.get_by_label("Monthly form")).to_be_checked()
    hers.get_by_role("button", name=button).click()
    code = hers.locator(".session-code").inner_text()

    his.goto(reverse("sessions:join"))
    his.get_by_label("The code on the person's screen").fill(code)
    his.get_by_role("button", name="Ask to join").click()
    expect(his.locator("main")).to_contain_text("Nothing of hers is shown yet.")

    hers.get_by_role("link", name="Refresh").click()
    expect(hers.locator("h1")).to_contain_text("wants to join")
    hers.get_by_role("button", name="Yes, let us begin").click()
    hers.wait_for_url(f"**{step(draft)}")


@pytest.mark.parametrize("button", ["Beside me", "On the phone"])
def test_each_at_an_own_screen(window_of, person, helper, draft, button):
    """By the refresh button alone: no script on either side."""
    hers = window_of(person.user, javascript=False, width=390)
    his = window_of(User.objects.get(pk=helper.user_id), javascript=False)
    meet(hers, his, draft, button=button)
    for page in (hers, his):
        page.reload()
        expect(page.locator(".session-banner")).to_contain_text(f"{person.name} types.")

    his.get_by_role("link", name="Refresh").click()
    his.locator("[data-question=worked]").get_by_role("button", name="Point at").click()
    hers.reload()
    expect(hers.locator("[data-question=worked] .session-mark--point")).to_be_visible()
    hers.get_by_role("button", name="Seen").click()
    expect(hers.locator(".session-mark--point")).to_have_count(0)

    question = his.locator("[data-question=worked]")
    question.locator("summary").click()
    question.get_by_label("Your words").fill("Also in the first week?")
    question.get_by_role("button", name="Ask as a question").click()
    hers.reload()
    hers.get_by_label("Your answer to your helper").fill("No, not then.")
    hers.get_by_role("button", name="Send my answer").click()
    his.get_by_role("link", name="Refresh").click()
    expect(his.locator("[data-question=worked]")).to_contain_text("No, not then.")

    hers.get_by_role("button", name="Hand over the hands").click()
    his.get_by_role("link", name="Refresh").click()
    his.get_by_role("link", name="Type on this page").click()
    his.locator("input[name=worked][value=no]").check()
    his.get_by_role("button", name="Save and leave").click()
    assert Answer.objects.get(draft=draft, field="worked").presence == Presence.TOGETHER_HELPER_HANDS
    hers.get_by_role("button", name="Take back the hands").click()
    expect(hers.locator(".session-banner")).to_contain_text(f"{person.name} types.")

    answered(person, subject=MONTH, now=clock.now())
    hers.goto(reverse("procedures:check", args=[draft.pk]))
    hers.get_by_label("Your code").fill(code_of(1))
    hers.get_by_role("button", name="File my form").click()
    expect(hers.locator("main")).to_contain_text("Together, own hands")

    ends = hers if button == "Beside me" else his
    ends.get_by_role("button", name="End the session").click()
    assert AssistedSession.objects.get().ended_at is not None
    for page in (hers, his):
        page.goto(reverse("homes:privacy"))
        expect(page.locator(".session-banner")).to_have_count(0)


def test_at_the_helper_s_screen_until_the_mandate_ends(window_of, person, helper, draft):
    terms = Terms({Purpose.MONTHLY_FORM: Reach.BE_PRESENT}, Duration.ONE_MONTH)
    mandate = granted(person, helper, terms, now=clock.now())
    his = window_of(User.objects.get(pk=helper.user_id), javascript=False)

    his.goto(reverse("mandates:held_one", args=[mandate.pk]))
    his.get_by_role("link", name="Begin beside the person").click()
    his.get_by_label("Monthly form").check()
    his.get_by_role("button", name="Go on").click()
    assert his.locator("input[type=password]").count() == 0
    his.get_by_label("Your code").fill(code_of(1))
    his.get_by_role("button", name="I am here", exact=True).click()
    expect(his.locator(".session-banner")).to_contain_text(f"{person.name} types.")

    answered(person, subject=MONTH, now=clock.now())
    his.goto(reverse("procedures:check", args=[draft.pk]))
    his.get_by_label("Your code").fill(code_of(2))
    his.get_by_role("button", name="Sign and file").click()
    expect(his.locator("main")).to_contain_text("Together, own hands")
    assert Filing.objects.get(person=person).presence == Presence.TOGETHER_OWN_HANDS

    end_mandate(own_file(person, now=clock.now()), mandate_id=mandate.pk, now=clock.now())
    his.reload()
    expect(his.locator("h1")).to_contain_text("not")
    his.goto(reverse("homes:privacy"))
    expect(his.locator(".session-banner")).to_have_count(0)


def test_pages_are_good_in_every_language(window_of, person, helper, draft, accessible):
    hers, his = window_of(person.user), window_of(User.objects.get(pk=helper.user_id))

    def look(page: Page, address: str) -> None:
        for language in Language.values:
            with translation.override(language):
                page.goto(translation_of(address, language))
            for width in (1280, 320):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(SIDEWAYS) <= 0, f"{page.url} at {width}"
            accessible(page)
        page.set_viewport_size({"width": 1280, "height": 900})

    look(hers, reverse("sessions:start"))
    look(his, reverse("sessions:join"))
    hers.goto(step(draft))
    hers.locator("main").get_by_role("link", name="Do it together").click()
    hers.get_by_role("button", name="Beside me").click()
    look(hers, reverse("sessions:waiting"))
    his.goto(reverse("sessions:join"))
    hers.goto(reverse("sessions:waiting"))
    his.get_by_label("The code on the person's screen").fill(hers.locator(".session-code").inner_text())
    his.get_by_role("button", name="Ask to join").click()
    look(hers, reverse("sessions:waiting"))
    hers.goto(reverse("sessions:waiting"))
    hers.get_by_role("button", name="Yes, let us begin").click()
    hers.goto(step(draft))
    his.goto(reverse("sessions:watch"))
    question = his.locator("[data-question=worked]")
    question.locator("summary").click()
    question.get_by_label("Your words").fill("Also in the first week?")
    question.get_by_role("button", name="Ask as a question").click()
    his.locator("[data-question=worked]").get_by_role("button", name="Point at").click()
    expect(his.locator(".session-question--pointed")).to_be_visible()
    look(his, reverse("sessions:watch"))
    look(hers, step(draft))
    look(hers, reverse("sessions:presence"))


def translation_of(address: str, language: str) -> str:
    return f"/{language}{address[3:]}"
