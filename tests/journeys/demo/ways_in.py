"""Logging in as a person of the demo, by hand: password, then the code that she would read on her phone or paper."""

import re
import time

from playwright.sync_api import BrowserContext, Page

from tandem.identity.factors.enums import Factor
from tandem.portals.demo.people import PASSWORD, Persona

HOME = re.compile(r"/(de|fr|it|en)/$")
PATIENCE = 40  # seconds: a code of an app opens once, the next one comes after 30

_sessions: dict[str, list] = {}
_used: set[tuple[str, str]] = set()


def log_in(page: Page, persona: Persona) -> None:
    """Be logged in as her. Who was logged in before goes on in the same session, as on a second tab of hers."""
    if persona.username in _sessions:
        page.context.add_cookies(_sessions[persona.username])
        page.goto("/en/")
        if page.locator(".page-header__name").count():
            return
    type_password(page, persona)
    type_code(page, persona)
    page.wait_for_url(HOME)
    _sessions[persona.username] = page.context.cookies()


def type_password(page: Page, persona: Persona) -> None:
    """The first step: login name and password."""
    page.context.clear_cookies()
    page.goto("/en/log-in/")
    page.get_by_label("Login name or e-mail address").fill(persona.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def type_code(page: Page, persona: Persona) -> None:
    """The second step, for whoever has one."""
    if persona.factor is None:
        return
    page.get_by_label("Code").fill(read_code(page.context, persona))
    page.locator("main form button[type=submit]").first.click()


def read_code(context: BrowserContext, persona: Persona) -> str:
    """What stands on her phone or her paper now, and was not used before."""
    other = context.new_page()
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            code = _sent_code(other) if persona.factor is Factor.SMS else _shown_code(other, persona)
            if code and (persona.username, code) not in _used:
                _used.add((persona.username, code))
                return code
            time.sleep(0.5)
    finally:
        other.close()
    raise AssertionError(f"no new code for {persona.username} within {PATIENCE} seconds")


def _shown_code(page: Page, persona: Persona) -> str:
    page.goto("/en/personas/")
    card = page.locator(".govuk-summary-card", has=page.get_by_role("heading", name=persona.name, exact=True))
    row = card.locator(".govuk-summary-list__row", has_text="Code")
    return row.locator(".govuk-summary-list__value").inner_text().strip()


def _sent_code(page: Page) -> str:
    """The newest code among the SMS that the demo would have sent; none while one waits, which may be the newest."""
    page.goto("/en/outbox/")
    if page.locator("section[aria-labelledby=unsettled] h3").filter(has_text=re.compile("^\\s*SMS")).count():
        return ""
    sent = page.locator("article[data-message=sms] [data-text]").all_inner_texts()
    found = re.search(r"\b\d{6}\b", "\n".join(sent))
    return found.group() if found else ""
