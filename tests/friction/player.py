"""Somebody at a browser without JavaScript whose every move is counted: what is not on the page cannot be pressed."""

import dataclasses
from collections.abc import Iterator

from django.test import Client
from lxml import html

_TEXTS = {"text", "email", "tel", "number", "search", "url", "date", "password", ""}


@dataclasses.dataclass
class Count:
    """What somebody had to do. `clicks`: links and buttons; `taps`: choices; `fields`: what is typed."""

    clicks: int = 0
    taps: int = 0
    fields: int = 0
    pages: int = 0

    @property
    def interactions(self) -> int:
        """Everything that a hand does. Pages follow by themselves and are counted apart."""
        return self.clicks + self.taps + self.fields

    def __add__(self, other: "Count") -> "Count":
        return Count(*(mine + theirs for mine, theirs in zip(self.values(), other.values(), strict=True)))

    def values(self) -> Iterator[int]:
        return iter(dataclasses.astuple(self))


class Player:
    """One person with one browser. `words` are what stands on a link or a button, or the beginning of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.client = Client()
        self.count = Count()
        self.url = ""
        self.page: html.HtmlElement = html.fromstring("<html></html>")
        self.typed: dict[html.HtmlElement, dict[str, list[str]]] = {}

    def is_at(self, path: str) -> None:
        """She sits in front of this page already: nothing is counted."""
        self._arrive(self.client.get(path, follow=True), counted=False)

    def follow(self, words: str) -> None:
        """Press the link that says `words`."""
        link = self._one("link", [link for link in self.page.xpath("//a[@href]") if _says(link, words)], words)
        self.count.clicks += 1
        self._arrive(self.client.get(self._address(link.get("href")), follow=True, **self._came_from()))

    def press(self, words: str) -> None:
        """Press the button that says `words`, with what stands in its form."""
        found = [button for button in self.page.xpath("//button|//input[@type='submit']") if _says(button, words)]
        button = self._one("button", found, words)
        form = self._form_of(button)
        data = self._data(form)
        if button.get("name"):
            data.setdefault(button.get("name"), []).append(button.get("value", ""))
        address = self._address(button.get("formaction") or form.get("action") or self.url)
        self.count.clicks += 1
        if (form.get("method") or "get").lower() == "get":
            self._arrive(self.client.get(address, data, follow=True, **self._came_from()))
        else:
            self._arrive(self.client.post(address, data, follow=True, **self._came_from()))

    def type(self, **values: str) -> None:
        """Type into the fields of these names; each is one interaction."""
        for name, value in values.items():
            field = self._field(name)
            if field.tag != "textarea" and field.get("type", "") not in _TEXTS:
                raise AssertionError(f"{self.name}: {name} is chosen, not typed")
            self._put(field, name, value)
            self.count.fields += 1

    def choose(self, **values: str) -> None:
        """Tap on the choice with this value in the fields of these names; each is one interaction."""
        for name, value in values.items():
            offered = [
                field.get("value")
                for field in self.page.xpath("//input[@name=$name]|//select[@name=$name]/option", name=name)
            ]
            if value not in offered:
                raise AssertionError(f"{self.name}: {name} offers {offered}, not {value!r}")
            self._put(self._field(name), name, value)
            self.count.taps += 1

    def add_file(self, name: str, file: object) -> None:
        """Choose a file: open the chooser, pick it."""
        field = self._field(name)
        self.typed.setdefault(self._form_of(field), {})[name] = file  # type: ignore[assignment]
        self.count.taps += 2

    def reads(self, words: str) -> None:
        """Assert that the page says `words`."""
        text = " ".join(self.page.text_content().split())
        assert words in text, f"{self.name} at {self.url} does not read {words!r}: {text[:1500]}"

    def _arrive(self, response: object, *, counted: bool = True) -> None:
        redirects = getattr(response, "redirect_chain", [])
        self.url = redirects[-1][0] if redirects else response.request["PATH_INFO"]  # type: ignore[attr-defined]
        status = response.status_code  # type: ignore[attr-defined]
        assert status == 200, f"{self.name}: {self.url} answered {status}"
        self.page = html.fromstring(response.content)  # type: ignore[attr-defined]
        self.typed = {}
        if counted:
            self.count.pages += 1

    def _came_from(self) -> dict[str, str]:
        return {"HTTP_REFERER": f"http://testserver{self.url}"}

    def _address(self, href: str) -> str:
        path, _hash, _fragment = href.partition("#")
        return path if path.startswith("/") else self.url.partition("?")[0] + path

    def _field(self, name: str) -> html.HtmlElement:
        found = self.page.xpath("//input[@name=$name]|//select[@name=$name]|//textarea[@name=$name]", name=name)
        if not found:
            names = sorted({field.get("name") for field in self.page.xpath("//main//*[@name]")})
            raise AssertionError(f"{self.name} at {self.url}: no field {name!r} among {names}")
        return found[0]

    def _put(self, field: html.HtmlElement, name: str, value: str) -> None:
        texts = self.typed.setdefault(self._form_of(field), {})
        if field.get("type") == "checkbox":
            texts[name] = [*texts.get(name, []), value]
        else:
            texts[name] = [value]

    def _form_of(self, element: html.HtmlElement) -> html.HtmlElement:
        if element.get("form"):
            return self.page.get_element_by_id(element.get("form"))
        return next(element.iterancestors("form"))

    def _data(self, form: html.HtmlElement) -> dict[str, list[str]]:
        data: dict[str, list[str]] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        return {**data, **self.typed.get(form, {})}

    def _one(self, kind: str, found: list[html.HtmlElement], words: str) -> html.HtmlElement:
        if not found:
            said = sorted({" ".join(one.text_content().split()) for one in self.page.xpath("//a[@href]|//button")})
            raise AssertionError(f"{self.name} at {self.url}: no {kind} {words!r} among {said}")
        return found[0]


def _says(element: html.HtmlElement, words: str) -> bool:
    text = " ".join(element.text_content().split()) or element.get("value", "")
    return text.startswith(words)
