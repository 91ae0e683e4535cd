"""Mandates as people play them: a yes on each channel, an end on each channel, with axe, in four languages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tandem.portals.demo.people import COUNSELLOR, JOBSEEKERS, PERSONAS, Persona
from tests.journeys.demo.looking import look_over
from tests.journeys.demo.ways_in import log_in, read_code

pytestmark = pytest.mark.without_database

NADINE, SELAM = JOBSEEKERS
MARA = next(persona for persona in PERSONAS if persona.username == "mara")
GRANTED, ENDED = "Granted", "Ended"


@pytest.fixture
def helper(visit) -> Page:
    page = visit()
    log_in(page, MARA)
    return page


def propose(page: Page, person: Persona, **reaches: str) -> str:
    """Mara proposes; returns the address of the mandate on her pages."""
    page.goto("/en/mandates/propose/")
    page.get_by_label("Person number").fill(person.person_number)
    for part, value in zip(("Day", "Month", "Year"), _parts(person), strict=True):
        page.get_by_role("group", name="Date of birth").get_by_label(part).fill(value)
    for area, reach in reaches.items():
        page.locator(f"[name={area}]").select_option(reach)
    page.get_by_label("1 month", exact=True).check()
    page.get_by_role("button", name="Prepare the mandate").click()
    expect(page.locator("main")).to_contain_text("Now ask the person for her answer.")
    return page.url


def _parts(person: Persona) -> tuple[str, str, str]:
    day = person.birth_date
    assert day is not None
    return str(day.day), str(day.month), str(day.year)


def state_for(page: Page, address: str) -> str:
    page.goto(address)
    return page.locator("main .govuk-tag").first.inner_text()


def number_of(address: str) -> str:
    found = re.search(r"/(?:mandates|my-helpers)/(\d+)/", address)
    assert found
    return found.group(1)


def test_yes_and_no_more_on_the_screen(visit, helper, javascript):
    mandate = propose(helper, SELAM, efforts="prepare", messages="read")
    number = number_of(mandate)
    assert SELAM.family_name not in helper.locator("main").inner_text()

    hers = visit(javascript=javascript, width=390)
    log_in(hers, SELAM)
    hers.goto("/en/my-helpers/")
    hers.get_by_role("link", name=re.compile("^Read and answer")).first.click()
    hers.get_by_role("link", name="العربية").click()
    text = hers.locator("main [lang=ar][dir=rtl].govuk-inset-text")
    assert text.evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert "Selam Tekle" in text.inner_text()
    hers.get_by_label("Your code").fill(read_code(hers.context, SELAM))
    hers.get_by_role("button", name="Yes, grant this mandate").click()

    expect(hers.locator("h1")).to_have_text("Your mandate is granted")
    assert state_for(helper, mandate) == GRANTED
    assert SELAM.name in helper.locator("main").inner_text()

    hers.goto(f"/en/my-helpers/{number}/")
    hers.get_by_role("button", name="End: Messages").click()
    hers.get_by_role("link", name="End the whole mandate").click()
    hers.get_by_role("button", name="End the mandate now").click()

    expect(hers.locator("main")).to_contain_text("It opens nothing any more.")
    assert state_for(helper, mandate) == ENDED


def test_yes_and_stop_by_sms(visit, helper):
    mandate = propose(helper, NADINE, search="read")
    helper.get_by_role("button", name="Ask by SMS").click()

    theirs = visit()
    answer(theirs, "vielleicht")
    assert state_for(helper, mandate) == "Waits for an answer"
    answer(theirs, "Ja!")
    assert state_for(helper, mandate) == GRANTED
    # Vreni has a mandate of hers, too: a bare word would end either, so it ends neither.
    answer(theirs, "stop")
    assert state_for(helper, mandate) == GRANTED
    answer(theirs, f"stop {mandate.rstrip('/').rsplit('/', 1)[1]}")
    assert state_for(helper, mandate) == ENDED


def test_the_helper_gives_it_back(visit, helper, accessible):
    mandate = propose(helper, NADINE, dossier="read")
    number = number_of(mandate)
    helper.get_by_role("button", name="Ask by SMS").click()
    answer(visit(), "ja")
    assert state_for(helper, mandate) == GRANTED

    hers = visit()
    log_in(hers, NADINE)
    for path in (f"my-helpers/{number}/", f"my-helpers/{number}/end/"):
        look_over(hers, accessible, path)

    helper.goto(mandate)
    helper.get_by_role("button", name="Give this mandate back").click()
    expect(helper.locator("main, [role=alert]").first).to_contain_text("The mandate is given back.")
    assert state_for(helper, mandate) == ENDED
    hers.goto(f"/en/my-helpers/{number}/")
    expect(hers.locator("main")).to_contain_text(ENDED)


def answer(page: Page, words: str) -> None:
    """What the person sends back from her phone: the demo's page of messages lends it."""
    page.goto("/en/outbox/")
    form = page.locator("form[action$='/outbox/answer/']").first
    form.locator("input[name=text]").fill(words)
    form.get_by_role("button").click()


def test_yes_on_paper_and_the_slip_that_ends_it(visit, helper):
    mandate = propose(helper, SELAM, appointments="read")
    form = helper.locator("form[action$='/form.pdf']")
    token = form.locator("[name=csrfmiddlewaretoken]").input_value()
    printed = helper.request.post(
        f"{mandate}form.pdf", form={"csrfmiddlewaretoken": token, "read": "ti"}, headers={"Referer": mandate}
    )
    assert printed.body().startswith(b"%PDF-")
    helper.goto(mandate)
    helper.get_by_role("link", name="Type in the signed form").click()
    code = helper.get_by_label("Code on the paper").input_value()
    sign_today(helper)
    helper.get_by_role("button", name="Note the consent").click()
    expect(helper.locator("main")).to_contain_text("is granted")

    anybody = visit(javascript=False, width=390)
    anybody.goto(f"/en/m/{code}/")
    expect(anybody.locator("main")).to_contain_text("Yes. Its text is the one that was fixed")
    assert SELAM.family_name not in anybody.locator("main").inner_text()
    anybody.get_by_role("link", name="End this mandate").click()
    for part, value in zip(("Day", "Month", "Year"), _parts(SELAM), strict=True):
        anybody.get_by_label(part).fill(value)
    anybody.get_by_role("button", name="End the mandate now").click()

    expect(anybody.locator("main")).to_contain_text("It opens nothing any more.")
    assert state_for(helper, mandate) == ENDED


def sign_today(page: Page) -> None:
    today = page.evaluate("new Intl.DateTimeFormat('en-GB', {timeZone: 'Europe/Zurich'}).format(new Date())")
    for part, value in zip(("Day", "Month", "Year"), today.split("/"), strict=True):
        page.get_by_label(part).fill(value)


def test_the_desk_ends_it_when_she_calls(visit, helper, accessible):
    mandate = propose(helper, SELAM, dossier="read")
    helper.goto(mandate)

    desk = visit()
    log_in(desk, COUNSELLOR)
    for path in ("mandates/desk/", f"mandates/desk/{number_of(mandate)}/"):
        look_over(desk, accessible, path)
    desk.goto("/en/mandates/desk/")
    desk.get_by_label("Which mandate?").fill(number_of(mandate))
    desk.get_by_role("button", name="Find the mandate").click()
    desk.get_by_label("I called her back on the number in her file").check()
    desk.get_by_role("button", name="End the mandate now").click()

    expect(desk.locator("main")).to_contain_text("Tell the person so.")
    assert state_for(helper, mandate) == ENDED


def test_the_pages_are_good_in_every_language(visit, helper, accessible):
    mandate = propose(helper, NADINE, efforts="prepare", claim="read")
    number = number_of(mandate)
    for path in ("mandates/", "mandates/propose/", "mandates/paper/", f"mandates/{number}/", "m/"):
        look_over(helper, accessible, path)

    hers = visit()
    log_in(hers, NADINE)
    for path in ("my-helpers/", "my-helpers/give/", f"my-helpers/{number}/", f"my-helpers/{number}/answer/"):
        look_over(hers, accessible, path)
    hers.goto(f"/en/my-helpers/{number}/answer/")
    for language in ("ti", "ar", "uk"):
        hers.goto(f"/en/my-helpers/{number}/answer/?read={language}")
        accessible(hers)
    hers.get_by_role("button", name="No, I do not want this").click()
    expect(hers.locator("main")).to_contain_text("You have said no.")


def test_what_she_gives_herself_is_good_in_every_language(visit, helper, accessible):
    helper.goto("/en/mandates/")
    code = helper.locator("main strong").first.inner_text()
    hers = visit()
    log_in(hers, SELAM)

    for page, choose in (
        ("give/", lambda: hers.get_by_label("What is your helper's code?").fill(code)),
        ("give/what/", lambda: hers.get_by_label("Job-search efforts").check()),
        ("give/how-far/", lambda: hers.get_by_label(re.compile("^Prepare")).check()),
        ("give/how-long/", lambda: hers.get_by_label("1 month", exact=True).check()),
    ):
        look_over(hers, accessible, f"my-helpers/{page}")
        hers.goto(f"/en/my-helpers/{page}")
        choose()
        hers.get_by_role("button", name="Continue").click()
    hers.get_by_label("Your code").fill(read_code(hers.context, SELAM))
    hers.get_by_role("button", name="Yes, grant this mandate").click()

    expect(hers.locator("h1")).to_have_text("Your mandate is granted")
    mandate = f"my-helpers/{number_of(hers.url)}/"
    for path in (f"{mandate}granted/", f"{mandate}end/"):
        look_over(hers, accessible, path)
