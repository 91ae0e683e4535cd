"""What stands on each page, or many times on one, written by Python: a template for each took ten times as long."""

import functools
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.foundation import pages
from tandem.foundation.authorship import Author
from tandem.foundation.languages import OWN_NAMES


def summary_row(key: str, value: Any, change: str, *, who: str, note: str) -> SafeString:
    """One line of a `<dl class="govuk-summary-list">`; `change` is an address, `who` a value of `Author`."""
    question = conditional_escape(key)
    look = "" if change else " govuk-summary-list__row--no-actions"
    hand = f'<div class="summary-author">{_author(who, get_language())}</div>' if who else ""
    action = ""
    if change:
        words = _('Change<span class="govuk-visually-hidden">: %(key)s</span>') % {"key": question}
        action = (
            f'  <dd class="govuk-summary-list__actions"><a class="govuk-link" href="{conditional_escape(change)}">'
            f"{words}</a></dd>\n"
        )
    return _safe(
        f'<div class="govuk-summary-list__row{look}">\n'
        f'  <dt class="govuk-summary-list__key">{question}</dt>\n'
        f'  <dd class="govuk-summary-list__value">{linebreaksbr(value)}{hand}{conditional_escape(note)}</dd>\n'
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


def _safe(html: str) -> SafeString:
    return SafeString(html)  # all that comes from elsewhere was escaped
