"""The pictures of the lessons, taken from the real screens: `scripts/lesson-pictures` renews them.

Without the folder that it names the same way is gone in one language: it is noticed when a screen is no longer where a
lesson says.
"""

import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from PIL import Image
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tandem.assistance.lessons.selectors import lessons
from tandem.assistance.lessons.versions import version
from tandem.assistance.second_look.tests.factories import READS
from tandem.eservices.declarations import monthly
from tandem.eservices.efforts.services import note_effort
from tandem.eservices.efforts.tests.factories import facts
from tandem.facilities.notifications.services import tell
from tandem.facilities.search.services import reindex
from tandem.foundation import clock
from tandem.foundation.languages import Language
from tandem.foundation.months import preceding
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.access.types import system
from tandem.identity.factors.tests.factories import with_sms
from tandem.identity.mandates.tests.factories import a_helper, granted
from tandem.identity.people.tests.factories import PersonFactory
from tandem.market.ads.tests.factories import AdFactory
from tests.journeys.phone import Phone

pytestmark = pytest.mark.django_db(transaction=True)

# Where the pictures go, for the script: a test never writes into the checkout.
FOLDER = os.environ.get("LESSON_PICTURES", "")
LANGUAGES = list(Language) if FOLDER else [Language.FR]
WIDTH, HEIGHT, ABOVE = 400, 520, 150
PASSWORD = "Erfunden-4711-Erfunden"
# The one thing to look at: a ring of ochre, drawn by the browser itself.
RING = "element => { element.style.outline = '4px solid #B87700'; element.style.outlineOffset = '4px'; }"

Taken = dict[str, bytes]


class Camera:
    """A phone of the lesson's language: goes to a screen, rings one thing, keeps a picture under a name."""

    def __init__(self, browser: Browser, server: str, language: str) -> None:
        context = browser.new_context(
            base_url=server, viewport={"width": WIDTH, "height": 844}, locale=language, device_scale_factor=1.5
        )
        context.set_default_timeout(30_000)
        self.page: Page = context.new_page()
        self.language, self.taken = language, Taken()
        self.server = server

    def go(self, name: str, *arguments: object) -> None:
        with translation.override(self.language):
            self.page.goto(reverse(name, args=arguments))

    def press(self, selector: str) -> None:
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator(selector).first.click()

    def shoot(self, name: str, selector: str) -> None:
        """One picture around the first thing that `selector` finds; fails when it is no longer there."""
        thing = self.page.locator(selector).first
        thing.scroll_into_view_if_needed()
        thing.evaluate(RING)
        box = thing.evaluate("element => element.getBoundingClientRect().top + window.scrollY")
        full = self.page.evaluate("document.documentElement.scrollHeight")
        top = max(0, min(box - ABOVE, full - HEIGHT))
        clip = {"x": 0, "y": top, "width": WIDTH, "height": min(HEIGHT, full)}
        picture = Image.open(io.BytesIO(self.page.screenshot(full_page=True, clip=clip)))
        small = io.BytesIO()
        picture.convert("RGB").save(small, "WEBP", quality=45, method=6)
        self.taken[f"{name}.{self.language}.webp"] = small.getvalue()


@pytest.fixture(params=LANGUAGES)
def camera(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Camera]:
    camera = Camera(browser, live_server.url, request.param)
    yield camera
    camera.page.context.close()


def somebody(language: str) -> object:
    return PersonFactory(
        with_account=True,
        with_counsellor=True,
        with_fund=True,
        language=language,
        given_name="Lena",
        family_name="Beispiel",
    )


def enter(camera: Camera, person: object) -> None:
    Phone.log_in(camera_as_phone(camera), person.user)


def camera_as_phone(camera: Camera) -> Phone:
    phone = Phone.__new__(Phone)
    phone.context, phone.server = camera.page.context, camera.server
    return phone


def log_in(camera: Camera) -> None:
    person = somebody(camera.language)
    person.user.set_password(PASSWORD)
    person.user.save()
    with_sms(person.user)
    camera.go("account_login")
    camera.page.fill("[name=login]", person.user.username)
    camera.shoot("log-in-1", "[name=login]")
    camera.page.fill("[name=password]", PASSWORD)
    camera.press("main form button[type=submit]")
    camera.shoot("log-in-2", "main [name=code]")


def find_a_job(camera: Camera) -> None:
    today = clock.today()
    AdFactory(publication_starts_on=today, publication_ends_before=None)
    reindex("ads", progress=lambda *_counts: None)
    camera.go("ads:search")
    camera.shoot("find-a-job-1", "main [name=q]")
    camera.page.fill("main [name=q]", "Koch")
    camera.press("main form:has([name=q]) button[type=submit]")
    camera.shoot("find-a-job-2", "main .result, main [role=status]")


def note_an_application(camera: Camera) -> None:
    enter(camera, somebody(camera.language))
    camera.go("efforts:new")
    camera.shoot("note-an-application-1", "[name=job_title]")
    camera.shoot("note-an-application-2", "[name=channels]:first-of-type >> xpath=ancestor::fieldset[1]")


def file_the_month(camera: Camera) -> None:
    person, now = somebody(camera.language), clock.now()
    month = clock.today().replace(day=1)
    file = open_own_file(acting_as(person, now=now), Purpose.EFFORTS, now=now)
    note_effort(file, facts=facts(applied_on=clock.today()), now=now)
    enter(camera, person)
    camera.go("efforts:month", month)
    camera.shoot("file-the-month-1", "main h1")
    camera.go("efforts:file", month)
    camera.shoot("file-the-month-2", "main .govuk-summary-card")
    camera.press("main form:has([name=seen]) button[type=submit]")
    camera.shoot("file-the-month-3", "main .receipt")


def fill_in_the_month(camera: Camera) -> None:
    enter(camera, somebody(camera.language))
    camera.go("procedures:start", monthly.KEY, f"{preceding(clock.today().replace(day=1)):%Y-%m}")
    camera.shoot("monthly-form-1", "main form button:not([name])")
    start = camera.page.url
    camera.press("main form button:not([name])")
    camera.shoot("monthly-form-2", "main fieldset")
    camera.page.goto(start)
    camera.go("procedures:mine")
    camera.page.goto(start)
    camera.press("main a.govuk-button")
    camera.page.goto(camera.page.url.partition("/step/")[0] + "/check/")
    camera.shoot("monthly-form-3", "main .govuk-summary-list__row")


def add_a_document(camera: Camera) -> None:
    enter(camera, somebody(camera.language))
    camera.go("dossier:new")
    camera.shoot("add-a-document-1", "main fieldset, main [name=kind]")
    camera.shoot("add-a-document-2", "[name=scans]")


def read_a_message(camera: Camera) -> None:
    person, now = somebody(camera.language), clock.now()
    with translation.override(camera.language):
        tell(
            system("LPGA 27 al. 1"),
            person_id=person.pk,
            kind="second_look.answered",
            facts={},
            link=reverse("homes:home"),
            now=now,
        )
    enter(camera, person)
    camera.go("notifications:inbox")
    camera.shoot("read-a-message-1", "main li a, main th a")
    camera.press("main li a, main th a")
    camera.shoot("read-a-message-2", "main a.govuk-button")


def ask_for_help(camera: Camera) -> None:
    person, now = somebody(camera.language), clock.now()
    granted(person, a_helper(organisation__name="Treffpunkt am Bach"), READS, now=now)
    file = open_own_file(acting_as(person, now=now), Purpose.EFFORTS, now=now)
    note_effort(file, facts=facts(applied_on=clock.today()), now=now)
    enter(camera, person)
    camera.go("mandates:mine")
    camera.shoot("ask-for-help-1", "main h1")
    camera.go("second_look:ask", "proof", f"{clock.today():%Y-%m}")
    camera.shoot("ask-for-help-2", "main fieldset")


SCREENS: dict[str, Callable[[Camera], None]] = {
    "log-in": log_in,
    "find-a-job": find_a_job,
    "note-an-application": note_an_application,
    "file-the-month": file_the_month,
    "monthly-form": fill_in_the_month,
    "add-a-document": add_a_document,
    "read-a-message": read_a_message,
    "ask-for-help": ask_for_help,
}


def test_every_lesson_has_its_screens():
    assert list(SCREENS) == [lesson.key for lesson in lessons("en")]


@pytest.mark.parametrize("key", SCREENS)
def test_the_screens_are_where_the_lesson_says(camera, key):
    SCREENS[key](camera)
    lesson = next(one for one in lessons(camera.language) if one.key == key)

    assert sorted(camera.taken) == [lesson.picture_name(step.picture) for step in lesson.steps if step.picture]
    if FOLDER:
        keep(Path(FOLDER), key, camera)


def keep(folder: Path, key: str, camera: Camera) -> None:
    for name, content in camera.taken.items():
        (folder / name).write_bytes(content)
    versions = folder / "pictures.json"
    kept = json.loads(versions.read_text()) if versions.exists() else {}
    kept.setdefault(key, {})[camera.language] = version(key, camera.language)
    versions.write_text(json.dumps(dict(sorted(kept.items())), indent=2, sort_keys=True) + "\n")
