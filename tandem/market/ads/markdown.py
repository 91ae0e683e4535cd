"""An ad's description on its way out: Markdown as HTML that can do no harm."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# The page has the title as its first heading and "About the job" as its second. Ads skip levels as they like; a
# reader who listens must not: all their headings are third ones.
DEEPER = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "h3")
CLASSES = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "h3": "govuk-heading-s",
    "a": "govuk-link",
}
# Pictures would tell their owner who reads; an indent of four is no program in an ad; HTML is text.
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "code", "fence", "html_block", "html_inline", "reference", "lheading"]
)


def to_html(text: str) -> SafeString:
    """The Markdown as HTML. Tags inside are shown as text, links leave without a referrer and for no search rank."""
    tokens = _markdown.parse(text)
    _dress(tokens)
    return mark_safe(_markdown.renderer.render(tokens, _markdown.options, {}))  # noqa: S308 - html is off


def _dress(tokens: Sequence[Token]) -> None:
    for token in tokens:
        token.tag = DEEPER.get(token.tag, token.tag)
        if token.nesting == 1 and token.tag in CLASSES:
            token.attrSet("class", CLASSES[token.tag])
        if token.type == "link_open":
            token.attrSet("rel", "nofollow ugc noopener noreferrer")
        _dress(token.children or [])
