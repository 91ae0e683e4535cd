"""A phone on the server of this process: somebody logged in, her pages looked at, her forms filled page by page."""

import datetime
from collections.abc import Callable

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from tests.journeys.plays import EVERYTHING, SIZES, seen

FORWARD = "main form button[type=submit]:not([name])"
# What a browser's text zoom does to a page laid out in rem: the same ruler at that size, then back.
SIDEWAYS = """percent => {
    const page = document.documentElement;
    page.style.fontSize = percent === 100 ? "" : `${percent}%`;
    const by = page.scrollWidth - page.clientWidth;
    page.style.fontSize = "";
    return by;
}"""


class Phone:
    """320 pixels wide. `look` asserts what ruler and axe see; without JavaScript, axe sees the whole cross only."""

    def __init__(self, browser: Browser, server: str, accessible: Callable[..., None], *, javascript: bool) -> None:
        self.context = browser.new_context(
            base_url=server, java_script_enabled=javascript, viewport={"width": 320, "height": 900}
        )
        self.context.set_default_timeout(30_000)
        self.server, self.accessible, self.javascript = server, accessible, javascript
        self.page = self.context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda said: self.troubles.append(said.text) if "Content Sec" in said.text else None)

    def log_in(self, user: object) -> None:
        client = Client()
        client.force_login(user)  # type: ignore[arg-type]
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.server}])

    def open(self, name: str, *arguments: object) -> None:
        self.page.goto(reverse(name, args=arguments))
        self.look()

    def look(self) -> None:
        assert not self.troubles
        seen["pages"] += 1
        seen["without JavaScript"] += not self.javascript
        # It takes its second: of the lean spread it sees what scripts make of a page, too.
        if self.javascript or EVERYTHING:
            self.accessible(self.page, javascript=self.javascript)
        for width, text in SIZES:
            self._resize(width)
            assert self.page.evaluate(SIDEWAYS, text) <= 0, f"{self.page.url} at {width} px with {text} % text"
        self._resize(SIZES[0][0])

    def _resize(self, width: int) -> None:
        if self.page.viewport_size and self.page.viewport_size["width"] != width:
            self.page.set_viewport_size({"width": width, "height": 900})

    def choose(self, field: str, value: str) -> None:
        self.page.check(f'input[name="{field}"][value="{value}"]')

    def fill(self, **answers: object) -> None:
        """Type each answer into the field of that name; a date goes into its three fields."""
        for field, answer in answers.items():
            if isinstance(answer, datetime.date):
                for part in ("day", "month", "year"):
                    self.page.fill(f"[name={field}_{part}]", str(getattr(answer, part)))
            else:
                self.page.fill(f"[name={field}]", str(answer))

    def go_on(self, button: str = "") -> None:
        """Press the button of that name, or the one that leads on, and look at what comes."""
        before = self.page.url
        found = self.page.get_by_role("button", name=button) if button else self.page.locator(FORWARD)
        with self.page.expect_navigation(wait_until="load"):
            found.first.click()
        assert self.page.locator("main h1, main .govuk-panel__title").count(), before
        self.look()

    def unfold(self, summary: str) -> None:
        """Open what stands folded under these words."""
        self.page.locator("summary", has_text=summary).click()

    def follow(self, words: str) -> None:
        """Follow the first link of the page itself that says these words."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator("main").get_by_role("link", name=words).first.click()
        self.look()

    def bring_documents_later(self) -> None:
        """Go past the page of documents, where the answers ask for some."""
        if self.page.url.endswith("/documents/"):
            with self.page.expect_navigation(wait_until="load"):
                self.page.locator("main a.govuk-button").last.click()
            self.look()

    def reads(self) -> str:
        return plain(self.page.locator("main").inner_text())

    def says(self, words: object) -> bool:
        """Whether the page itself says these words, whatever its spaces and apostrophes."""
        return plain(str(words)) in self.reads()

    def refuses(self, words: object = "") -> bool:
        """Whether the summary of errors stands there, with these words."""
        found = self.page.locator(".govuk-error-summary")
        return (
            found.count() == 1 and found.locator("a").count() >= 1 and plain(str(words)) in plain(found.inner_text())
        )


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("’", "'")
