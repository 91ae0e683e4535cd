"""Somebody comes to her own file for the first time: number and birth date, then what was written before she came."""

import re

import pytest

from tandem.portals.demo.people import COUNSELLOR, NEWCOMER
from tests.journeys.demo.looking import look_over
from tests.journeys.demo.ways_in import log_in

pytestmark = pytest.mark.without_database


def type_who_she_is(page, number):
    page.goto("/en/my-file/")
    page.get_by_label("Your person number").fill(number)
    page.get_by_label("Day").fill(str(NEWCOMER.birth_date.day))
    page.get_by_label("Month").fill(str(NEWCOMER.birth_date.month))
    page.get_by_label("Year").fill(str(NEWCOMER.birth_date.year))
    page.get_by_role("button", name="Open my file").click()


def test_opens_her_file_and_answers_what_was_written(visit, accessible):
    hers = visit(language="en")
    log_in(hers, NEWCOMER)
    hers.goto("/en/")
    hers.get_by_role("link", name="Open my file").click()
    look_over(hers, accessible, "my-file/")

    type_who_she_is(hers, "10000009")
    assert "We find no file with this number and this date of birth." in hers.locator("main").inner_text()
    type_who_she_is(hers, NEWCOMER.person_number)
    assert "/my-file/entries/" in hers.url
    look_over(hers, accessible, "my-file/entries/")
    hers.goto("/en/my-file/entries/")
    assert NEWCOMER.name in hers.locator("main").inner_text()
    assert "8 efforts a month" in hers.locator("main").inner_text()

    hers.get_by_role("link", name=re.compile("This is wrong.*Agreed number of efforts")).click()
    contest = re.sub(r"^.*/en/", "", hers.url)
    look_over(hers, accessible, contest)
    hers.goto(f"/en/{contest}")
    hers.get_by_label("What is wrong?").fill("We agreed on six.")
    hers.get_by_role("button", name="Contest this entry").click()
    hers.get_by_role("button", name=re.compile("^Right.*Name")).click()
    hers.get_by_role("button", name="Everything else is right").click()
    assert "You have answered everything." in hers.locator("main").inner_text()

    theirs = visit(language="en")
    log_in(theirs, COUNSELLOR)
    theirs.goto("/en/")
    theirs.get_by_role("link", name="1 contested entry waits for your answer").click()
    look_over(theirs, accessible, "contested-entries/")
    theirs.goto("/en/contested-entries/")
    theirs.get_by_role("link", name=NEWCOMER.name).click()
    assert "We agreed on six." in theirs.locator("main").inner_text()
    theirs.get_by_label("What did you do about it?").fill("Changed to six from next month on.")
    theirs.get_by_role("button", name="Send the answer").click()

    hers.goto("/en/my-file/entries/")
    assert "Your office answers: Changed to six from next month on." in hers.locator("main").inner_text()
    hers.goto("/en/who-looked/")
    assert f"{COUNSELLOR.name} (Counsellor" in hers.locator("main").inner_text()


def test_works_on_an_old_phone_without_javascript(visit):
    page = visit(javascript=False, width=320, language="de")
    log_in(page, NEWCOMER)
    page.goto("/de/my-file/")

    # Whoever is joined already is led on; before, the page asks in plain fields.
    assert re.search(r"/my-file/(entries/)?$", page.url)
    assert page.locator("main h1").inner_text()
