"""The demo as people get it, and windows in front of it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.demo.site import Site


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo, started as a newcomer would."""
    site = Site(tmp_path_factory.mktemp("site"))
    site.start()
    yield site
    site.stop()
    left = site.leftovers()
    site.forget()
    assert left == []


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
