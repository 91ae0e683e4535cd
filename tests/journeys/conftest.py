"""A real browser on the real product, with JavaScript on and off."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tandem.foundation.live.tests.process import Process
from tests.journeys import eye, plays
from tests.journeys.phone import Phone

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Without these the browser looks for its maker's hosts at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What Chromium would start for each window though nobody types into its address bar: two pages of its own, a second of
# processor time each. The last list counts, so what else a test does not need stands in it, too.
UNUSED = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.journey)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        plays.seen.update(value for name, value in report.user_properties if name == "procedure")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if plays.EVERYTHING:
        for line in plays.told():
            terminalreporter.write_line(line)


@pytest.fixture
def spoken(
    request: pytest.FixtureRequest, language: str, record_property: Callable[[str, object], None]
) -> Iterator[None]:
    """The language of a journey through a procedure is active while it runs."""
    for mark in request.node.iter_markers("procedure"):
        for key in mark.args:
            record_property("procedure", key)
    with translation.override(language):
        yield


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        sentence = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    # The browser's driver runs a loop in this thread, which Django takes for a danger to its connections. Both end
    # with the journeys: what comes later in this process may run loops of its own.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, f"--disable-features={','.join(UNUSED)}"]
        )
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def accessible() -> Callable[..., None]:
    """Assert that axe finds nothing on the page (needs JavaScript in the browser, not in the product)."""
    return eye.check


@pytest.fixture
def phone_of(
    browser: Browser, live_server: LiveServer, accessible: Callable[[Page], None]
) -> Iterator[Callable[..., Phone]]:
    """`phone_of(user, javascript=False)`: a phone in which somebody is logged in; nobody without a user."""
    phones: list[Phone] = []

    def opened(user: object = None, *, javascript: bool = True) -> Phone:
        phone = Phone(browser, live_server.url, accessible, javascript=javascript)
        phones.append(phone)
        if user is not None:
            phone.log_in(user)
        return phone

    yield opened
    for phone in phones:
        phone.context.close()


@pytest.fixture
def live_process(live_server: LiveServer, settings) -> Iterator[Process]:
    """The live process beside this server: its pages may ask, and nobody else's."""
    process = Process(origin=live_server.url)
    process.start()
    place = f"http://127.0.0.1:{process.port}"
    settings.LIVE_URL = f"{place}/live"
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "connect-src": ["'self'", place]}}
    yield process
    process.stop()
