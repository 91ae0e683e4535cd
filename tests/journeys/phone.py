"""A phone on the server of this process: somebody logged in, her pages looked at, her forms filled page by page."""

import datetime
from collections.abc import Callable

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

FORWARD = "main form button[type=submit]:not([name])"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What a browser's text zoom does to a page laid out in rem: the same ruler at 200 %, then back.
SIDEWAYS_AT_TWICE = f"""() => {{
    document.documentElement.style.fontSize = "200%";
    const by = {SIDEWAYS};
    document.documentElement.style.fontSize = "";
    return by;
}}"""


class Phone:
    """320 pixels wide. `look` asserts what axe and a ruler see; without JavaScript in the browser it sees nothing."""

    def __init__(self, browser: Browser, server: str, accessible: Callable[[Page], None], *, javascript: bool) -> None:
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
        if self.javascript:
            self.accessible(self.page)
            assert self.page.evaluate(SIDEWAYS) <= 0, self.page.url
            assert self.page.evaluate(SIDEWAYS_AT_TWICE) <= 0, f"{self.page.url} with 200 % text"

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
        return self.page.locator("main").inner_text().replace("\xa0", " ").replace("’", "'")
