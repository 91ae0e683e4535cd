"""Descriptions on their way in: whatever markup they have becomes Markdown without HTML."""

import html
import re
from html.parser import HTMLParser

_TAG = re.compile(
    r"</?(?:p|br|div|ul|ol|li|span|strong|b|i|em|u|h[1-6]|a|table|tr|td|th|script|style|font|img|hr)\b[^>]*>", re.I
)
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|ul|ol|li|span|strong|b|h[1-6])\b", re.I)
_KEPT = {"p", "br", "div", "ul", "ol", "li", "strong", "b", "em", "i", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "hr"}
_BLOCKS = {"p", "div", "ul", "ol", "tr", "hr"}
_MANY_STARS = re.compile(r"\*{4,}")
_MANY_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r" +\n")


def to_markdown(text: str) -> str:
    """The same text as Markdown. Scripts, styles, links' targets, pictures and colours are gone; words stay."""
    # Most descriptions are plain: each step is taken only when its sign is there.
    if "&lt;" in text and _ESCAPED_TAG.search(text):
        text = html.unescape(text)
    if "<" in text and _TAG.search(text):
        text = _of_html(text)
    elif "&" in text:
        text = html.unescape(text).replace("\x00", "")
    if "****" in text:
        text = _MANY_STARS.sub("**", text)
    text = text.replace("\xa0", " ").replace("\t", " ")
    if " \n" in text:
        text = _TRAILING.sub("\n", text)
    if "\n\n\n" in text:
        text = _MANY_LINES.sub("\n\n", text)
    return text.strip()


def _of_html(text: str) -> str:
    import nh3  # noqa: PLC0415 - most runs meet no HTML

    writer = _Writer()
    writer.feed(nh3.clean(text, tags=_KEPT, attributes={}))
    writer.close()
    return "".join(writer.written).replace("\x00", "")


class _Writer(HTMLParser):
    """Writes the Markdown of HTML that nh3 has already made harmless and well-formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self.lists.append(0 if tag == "ol" else None)
        if tag == "br":
            self.written.append("\n")
        elif tag == "li":
            self.written.append(f"\n{'  ' * (len(self.lists) - 1)}{self._bullet()} ")
        elif tag.startswith("h") and tag != "hr":
            self.written.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag in _BLOCKS:
            self.written.append("\n\n" if len(self.lists) <= 1 else "\n")
        elif tag in {"strong", "b"}:
            self.written.append("**")
        elif tag in {"em", "i"}:
            self.written.append("*")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        if tag in {"strong", "b", "em", "i"}:
            self._close("**" if tag in {"strong", "b"} else "*")
        elif tag in _BLOCKS or (tag.startswith("h") and tag != "hr"):
            self.written.append("\n\n" if not self.lists else "\n")

    def handle_data(self, data: str) -> None:
        text = re.sub(r"\s+", " ", data)
        at_line_start = not self.written or self.written[-1].endswith(("\n", " "))
        self.written.append(text.lstrip() if at_line_start else text)

    def _bullet(self) -> str:
        if self.lists and self.lists[-1] is not None:
            self.lists[-1] += 1
            return f"{self.lists[-1]}."
        return "*"

    def _close(self, mark: str) -> None:
        # Markdown knows no emphasis around nothing and none that ends in a blank.
        if self.written and self.written[-1] == mark:
            self.written.pop()
            return
        last = self.written[-1] if self.written else ""
        self.written[-1:] = [last.rstrip(" "), mark, " " if last.endswith(" ") else ""]
