"""What stands on each page, or many times on one, written by Python: a template for each took ten times as long."""

import functools
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.foundation import pages
from tandem.foundation.authorship import Author
from tandem.foundation.languages import OWN_NAMES


def summary_rows(rows: Iterable[Mapping[str, str]]) -> SafeString:
    """Lines of a `<dl class="govuk-summary-list">`, one below the other: `question`, `answer`, and what else a line
    has, as `summary_row` takes it."""
    return _safe(
        "\n".join(
            [
                summary_row(
                    row["question"],
                    row["answer"],
                    row.get("change", ""),
                    who=row.get("who", ""),
                    note=row.get("note", ""),
                )
                for row in rows
            ]
        )
    )


def summary_row(key: str, value: Any, change: str, *, who: str, note: str) -> SafeString:
    """One line of a `<dl class="govuk-summary-list">`; `change` is an address, `who` a value of `Author`."""
    question = _said(key)
    look = "" if change else " govuk-summary-list__row--no-actions"
    hand = f'<div class="summary-author">{_author(who, get_language())}</div>' if who else ""
    action = ""
    if change:
        words = _('Change<span class="govuk-visually-hidden">: %(key)s</span>') % {"key": question}
        action = (
            f'  <dd class="govuk-summary-list__actions"><a class="govuk-link" href="{_said(change)}">'
            f"{words}</a></dd>\n"
        )
    return _safe(
        f'<div class="govuk-summary-list__row{look}">\n'
        f'  <dt class="govuk-summary-list__key">{question}</dt>\n'
        f'  <dd class="govuk-summary-list__value">{_lines(value)}{hand}{_said(note)}</dd>\n'
        f"{action}</div>"
    )


def language_switch(here: str) -> SafeString:
    """The page `here` (a path with its query) in the four languages, each named in itself."""
    now, place = get_language(), conditional_escape(pages.beyond(here))
    items = [
        f'<li><span class="language-switch__item" lang="{code}" aria-current="true">{name}</span></li>'
        if code == now
        else f'<li><a class="language-switch__item govuk-link" href="/{code}{place}"'
        f' rel="alternate" lang="{code}" hreflang="{code}">{name}</a></li>'
        for code, name in _names()
    ]
    title = conditional_escape(_("Language"))
    return _safe(
        f'<nav class="language-switch" aria-label="{title}">\n<ul class="language-switch__list">\n'
        + "\n".join(items)
        + "\n</ul>\n</nav>"
    )


@functools.cache
def _names() -> list[tuple[str, str]]:
    return [(code.value, name) for code, name in OWN_NAMES.items()]


@functools.cache
def _author(who: str, language: str | None) -> str:
    """Drawn once for each hand and language: it says nothing else."""
    author = Author(who)
    return render_to_string("ui/authorship.html", {"author": author, "words": author.label})


def _said(text: Any) -> str:
    # Django's escaping asks what kind of text it is by ways that cost as much as the line itself.
    return escape(text) if type(text) is str else conditional_escape(text)


def _lines(text: Any) -> str:
    return _said(text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")


def _safe(html: str) -> SafeString:
    return SafeString(html)  # all that comes from elsewhere was escaped
