"""Every page that any test fetches is looked over: what a strict browser, a screen reader or a thief would notice."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from django.test.client import Client

from tandem.foundation.testing.faults import report

_request = Client.request
_STRAY = re.compile(r"\{\{|\{%|\{#")


def install() -> None:
    Client.request = _strict_request  # type: ignore[method-assign]


def _strict_request(self: Client, **request: Any) -> Any:
    response = _request(self, **request)
    if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        for fault in faults(response.content.decode(response.charset)):
            report(f"{request.get('PATH_INFO', '')}: {fault}")
    return response


def faults(html: str) -> list[str]:
    """What is wrong with a page, in sentences; empty for a good one."""
    page = _Page()
    page.feed(html)
    page.close()
    return page.faults + [f"the id {name!r} stands twice" for name, times in page.ids.items() if times > 1]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.form: dict[str, str | None] | None = None
        self.has_token = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if values.get("id"):
            self.ids[str(values["id"])] += 1
        # The content security policy silently drops all of these in a real browser.
        if tag == "style" or (tag == "script" and "src" not in values and "json" not in (values.get("type") or "")):
            self.faults.append(f"inline <{tag}>")
        for name, value in attributes:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"inline {name}= on <{tag}>")
            if _STRAY.search(value or ""):
                self.faults.append(f"stray template syntax in {name}={value!r}")
        if tag == "form":
            self.form, self.has_token = values, False
        if values.get("name") == "csrfmiddlewaretoken":
            self.has_token = True

    def handle_endtag(self, tag: str) -> None:
        if tag != "form" or self.form is None:
            return
        posts = (self.form.get("method") or "get").lower() == "post"
        elsewhere = re.match(r"(\w+:)?//", self.form.get("action") or "")
        if posts and not elsewhere and not self.has_token:
            self.faults.append(f"a form posts to {self.form.get('action') or 'itself'!r} without CSRF token")
        if elsewhere and self.has_token:
            self.faults.append(f"a form hands its CSRF token to {self.form['action']!r}")
        self.form = None

    def handle_data(self, data: str) -> None:
        if stray := _STRAY.search(data):
            self.faults.append(f"stray template syntax: {data[stray.start() :][:40]!r}")
