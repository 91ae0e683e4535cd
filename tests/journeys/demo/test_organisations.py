"""Pages of organisations, of who helps alone and of the desk: they work, and axe finds nothing in four languages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tandem.portals.demo.people import COLLEAGUE, COUNSELLOR, HELPER, JOBSEEKERS, PERSONAS
from tests.journeys.demo.looking import look_over
from tests.journeys.demo.ways_in import log_in

pytestmark = pytest.mark.without_database

NADINE = JOBSEEKERS[0]
OPERATOR = next(persona for persona in PERSONAS if persona.place and persona.place.kind == "operator")


def path_of(page: Page, link: str) -> str:
    """Where the first such link leads, without its language."""
    address = page.locator(link).first.get_attribute("href")
    assert address
    return re.sub(r"^/en/", "", address)


def own_team(page: Page) -> str:
    page.goto("/en/organisation/")
    found = re.search(r"/en/(organisations/\d+/)", page.url)
    assert found
    return found.group(1)


def test_a_manager_looks_after_her_team(visit, accessible):
    page = visit()
    log_in(page, HELPER)
    team = own_team(page)
    member = path_of(page, ".desk-table a")
    for path in (team, f"{team}confirm/", f"{team}invite/", member, f"{member}end/"):
        look_over(page, accessible, path)

    page.goto(f"/en/{team}invite/")
    page.get_by_label("On paper, with a code").check()
    page.get_by_label("Whom do you invite?").fill("Robin Muster")
    page.get_by_label("Member", exact=True).check()
    page.get_by_label("Insertion professional").check()
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"[3-9A-Y]{4}-[3-9A-Y]{4}"))
    accessible(page)

    page.goto(f"/en/{team}confirm/")
    page.get_by_role("button", name="Confirm this team").click()
    expect(page.locator("main, [role=alert]").first).to_contain_text("Your team is confirmed")
    accessible(page)


def test_an_operator_sees_to_all_organisations(visit, accessible):
    page = visit()
    log_in(page, OPERATOR)
    page.goto("/en/organisations/?kind=agency")
    agency = path_of(page, ".desk-table a")

    for path in ("organisations/", "organisations/new/", agency, f"{agency}licence/", f"{agency}block/", "contested/"):
        look_over(page, accessible, path)


def test_somebody_says_that_she_helps_or_works_for_a_company(visit, accessible):
    page = visit()
    log_in(page, NADINE)

    for path in ("i-help/", "invitation/", "company/", "company/code/", "agency/", "office/?postal_code=1700"):
        look_over(page, accessible, path)

    page.goto("/en/company/")
    page.get_by_label("UID of your company").fill("CHE-109.322.552")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    accessible(page)


def test_a_contested_visit_is_answered_by_a_colleague(visit, accessible):
    hers = visit()
    log_in(hers, NADINE)
    # The oldest visit is her office's; helpers of other journeys have looked since, so it stands on the last page.
    hers.goto("/en/who-looked/?page=999")
    hers.locator("main a[href*=contest]").last.click()
    hers.locator("main textarea").fill("I had no appointment on that day.")
    hers.locator("main form button[type=submit]").click()

    desk = visit()
    log_in(desk, COLLEAGUE)
    desk.goto("/en/contested/")
    contest = path_of(desk, "main a[href*='/contested/']")
    look_over(desk, accessible, "contested/")
    look_over(desk, accessible, contest)
    desk.goto(f"/en/{contest}")
    desk.locator("main textarea").fill("It was about the efforts of the month before.")
    desk.locator("main form button[type=submit]").click()

    hers.goto("/en/who-looked/")
    answered = hers.get_by_role("region", name="What you contested")
    expect(answered).to_contain_text("It was about the efforts of the month before.")
    accessible(hers)


def test_the_desk_closes_a_file_and_opens_it_again(visit, accessible):
    page = visit()
    log_in(page, COUNSELLOR)
    page.goto("/en/caseload/")
    found = re.search(r"caseload/(\d+)", path_of(page, ".desk-table a"))
    assert found
    path = f"people/{found.group(1)}/close/"
    look_over(page, accessible, path)

    page.goto(f"/en/{path}")
    for part, value in zip(("Day", "Month", "Year"), ("1", "2", "2026"), strict=True):
        page.get_by_label(part).fill(value)
    page.get_by_role("button", name="Close the file").click()
    expect(page.locator("h1")).to_contain_text("is closed")
    look_over(page, accessible, path)
    page.goto(f"/en/{path}")
    page.get_by_role("button", name="She is back").click()
    expect(page.locator("h1")).to_contain_text("Close the file of")
