"""One thing through all floors: she finds a job, notes that she applied, files the month; her counsellor reads it."""

import re

import pytest

from tandem.foundation import clock
from tandem.portals.demo.people import COUNSELLOR, JOBSEEKERS
from tests.journeys.demo.ways_in import log_in

# The product runs beside the tests, on a database of its own.
pytestmark = pytest.mark.without_database

NADINE = JOBSEEKERS[0]
SELAM = JOBSEEKERS[1]


def find_an_ad(page, words):
    """From the home page to the first result."""
    page.goto("/en/")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Search for jobs").click()
    page.locator(".result a").first.click()


def test_from_the_ad_to_the_counsellor_and_back(visit, javascript):
    # Each run of this journey needs a person who has not filed this month yet.
    person = NADINE if javascript else SELAM
    month = f"{clock.today():%Y-%m}"
    hers = visit(javascript=javascript, width=390)
    log_in(hers, person)

    find_an_ad(hers, "cook")
    title = hers.locator("h1").inner_text()
    hers.get_by_role("link", name="I applied").click()

    assert hers.locator("#id_job_title").input_value() == title[:100]
    assert hers.get_by_label("Company", exact=True).input_value()
    assert hers.get_by_label("When did you apply?").input_value() == clock.today().isoformat()
    hers.get_by_label("Online or by e-mail").check()
    if not hers.get_by_label("E-mail address you wrote to").input_value():
        hers.get_by_label("E-mail address you wrote to").fill("jobs@example.com")
    hers.get_by_role("group", name=re.compile("assign this job")).get_by_label("No").check()
    hers.get_by_label("Full-time").check()
    hers.get_by_label("No answer yet").check()
    hers.get_by_role("button", name="Note this effort", exact=True).click()

    assert f"/efforts/{month}/" in hers.url
    assert title in hers.locator("main").inner_text()
    hers.get_by_role("link", name="Check and file").click()
    hers.get_by_role("button", name=re.compile(r"^File \d+ effort")).click()

    number = hers.locator(".receipt__number strong").inner_text()
    assert re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", number)

    theirs = visit(javascript=javascript, width=1280)
    log_in(theirs, COUNSELLOR)
    theirs.goto(f"/en/caseload/?month={month}")
    theirs.get_by_role("link", name=re.compile(person.family_name)).click()
    assert title in theirs.locator("main").inner_text()
    assert number in theirs.locator("main").inner_text()

    hers.goto("/en/who-looked/")
    assert COUNSELLOR.name in hers.locator("main").inner_text()
    hers.goto("/en/jobs/?q=cook")


def test_another_person_cannot_see_the_receipt(visit):
    hers = visit()
    log_in(hers, NADINE)
    hers.goto("/en/efforts/")
    hers.locator("main a[href*='/efforts/2']").last.click()
    receipt = hers.locator("a[href*='/receipt/']").first.get_attribute("href")

    other = visit()
    log_in(other, SELAM)

    assert other.goto(receipt).status == 404
