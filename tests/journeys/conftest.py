"""A real browser on the real product, with JavaScript on and off."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tandem.foundation.live.tests.process import Process
from tests.journeys import plays
from tests.journeys.phone import Phone
from tests.journeys.site import Site

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
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what fails is described and handed over: to describe all that passes takes as long as to look.
LOOK = """([standards, contrast]) => axe.run({
    runOnly: standards, resultTypes: ['violations'], rules: {'color-contrast': {enabled: contrast}},
}).then(found => found.violations)"""
# Where scripts are off timers never ring, but promises are kept: enough for axe, which asks through the debugger.
WITHOUT_TIMERS = "window.setTimeout = later => (Promise.resolve().then(later), 0)"
# The language in which each page was first looked at, by its address without the language, its width, and the script.
_first_looked_at: dict[tuple[str, int, bool], str] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two processes play the journeys when the suite runs in several: one has the site, which takes long to start."""
    for item in items:
        if "journeys" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.journey)
            group = "journeys on the site" if "site" in item.fixturenames else "journeys on a server of their own"
            item.add_marker(pytest.mark.xdist_group(group))


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo with few ads, started as a newcomer would."""
    site = Site(tmp_path_factory.mktemp("site"), DEMO_ADS="600")
    site.start()
    yield site
    site.stop()
    assert site.leftovers() == []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        sentence = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    # The browser's driver runs a loop in this thread, which Django takes for a danger to its connections. To the end:
    # the test database is dropped later.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, f"--disable-features={','.join(UNUSED)}"]
        )
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a window of one's own: `visit(language="fr", javascript=False, width=320)`. Page errors fail the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_window(
        *,
        javascript: bool = True,
        width: int = 1280,
        language: str = "de",
        host: str = "127.0.0.1",
        **options: object,
    ) -> Page:
        context = browser.new_context(
            base_url=f"http://{host}:{site.port}",
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale=language,
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
        page.on(
            "console",
            lambda message: troubles.append(message.text) if "Content Security Policy" in message.text else None,
        )
        page.on(
            "response",
            lambda answer: troubles.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
        )
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Assert that axe finds nothing on the page (needs JavaScript in the browser, not in the product)."""

    def check(page: Page, *, javascript: bool = True) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        if not javascript:
            page.evaluate(WITHOUT_TIMERS)
        assert [
            f"{page.url}: {violation['id']}: {node['html'][:160]}"
            for violation in page.evaluate(LOOK, [STANDARDS, _has_colours_of_its_own(page, javascript)])
            for node in violation["nodes"]
        ] == []

    return check


def _has_colours_of_its_own(page: Page, javascript: bool) -> bool:
    """False where it was looked at in another language: its colours are the same, and they take axe most of its time.

    What stands there after a form was sent is looked at in the same language, and so whole.
    """
    address = re.fullmatch(r"https?://[^/]+/(de|fr|it|en)(/.*)", page.url)
    if not address:
        return True
    language, path = address.groups()
    width = page.viewport_size["width"] if page.viewport_size else 0
    return _first_looked_at.setdefault((path, width, javascript), language) == language


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
