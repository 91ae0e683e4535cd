"""Which words a screen shows, and so which version of it a lesson's pictures are of (docs/adr/0121)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext, ngettext, override

HOUSE = Path(__file__).resolve().parents[2]

# The sources of the screens that the pictures of a lesson show, from the folder of the house.
SOURCES: dict[str, tuple[str, ...]] = {
    "log-in": (
        "identity/accounts/templates/account/login.html",
        "identity/accounts/forms.py",
        "identity/factors/templates/factors/ask.html",
    ),
    "find-a-job": (
        "market/ads/templates/ads/search.html",
        "market/ads/templates/ads/_search_bar.html",
        "market/ads/templates/ads/_reading.html",
    ),
    "note-an-application": ("eservices/efforts/templates/efforts/form.html", "eservices/efforts/forms.py"),
    "file-the-month": (
        "eservices/efforts/templates/efforts/month.html",
        "eservices/efforts/templates/efforts/file.html",
        "eservices/efforts/templates/efforts/receipt.html",
    ),
    "monthly-form": (
        "eservices/procedures/templates/procedures/start.html",
        "eservices/procedures/templates/procedures/step.html",
        "eservices/procedures/templates/procedures/check.html",
        "eservices/declarations/monthly.py",
        "eservices/declarations/forms.py",
    ),
    "add-a-document": (
        "eservices/dossier/templates/dossier/new.html",
        "eservices/dossier/templates/dossier/document.html",
        "eservices/dossier/forms.py",
    ),
    "read-a-message": (
        "facilities/notifications/templates/notifications/inbox.html",
        "facilities/notifications/templates/notifications/message.html",
    ),
    "ask-for-help": (
        "identity/mandates/templates/mandates/mine.html",
        "assistance/second_look/templates/second_look/ask.html",
    ),
}
# A sentence in quotes that a catalogue knows, in Python and in templates, and whole blocks of templates.
_QUOTED = re.compile(r"""(?:\b_\(|{%\s*translate\s+|\bgettext(?:_lazy)?\()\s*((?:"(?:[^"\\]|\\.)*"\s*)+)""")
_BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)


def version(key: str, language: str) -> str:
    """64 hexadecimal digits: other words on the lesson's screens in this language, another version.

    Markup and colours may change without making a picture wrong; a word may not.
    """
    said = hashlib.sha256()
    with override(language):
        for source in SOURCES[key]:
            for sentence in sentences_of((HOUSE / source).read_text()):
                said.update("".join(f"{form}\x00" for form in _translated(*sentence)).encode())
    return said.hexdigest()


def sentences_of(source: str) -> Iterator[tuple[str, ...]]:
    """The translated sentences of a template or a module, in their order; one that counts with its plural."""
    found: list[tuple[int, tuple[str, ...]]] = [
        (match.start(), ("".join(_strings(match.group(1))),)) for match in _QUOTED.finditer(source)
    ]
    found += [
        (match.start(), tuple(_as_in_the_catalogue(part) for part in re.split(r"{%\s*plural\s*%}", match.group(1))))
        for match in _BLOCK.finditer(source)
    ]
    for _place, sentence in sorted(found):
        yield sentence


def _translated(one: str, many: str = "") -> tuple[str, ...]:
    # Whether `gettext` finds a sentence that has a plural hangs on the release of Python.
    return (ngettext(one, many, 1), ngettext(one, many, 2)) if many else (gettext(one),)


def _strings(quoted: str) -> Iterable[str]:
    return (part.replace('\\"', '"') for part in re.findall(r'"((?:[^"\\]|\\.)*)"', quoted))


def _as_in_the_catalogue(block: str) -> str:
    """`{{ name }}` is `%(name)s` there; lines that were trimmed are one."""
    block = re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", block.replace("%", "%%"))
    return " ".join(line.strip() for line in block.strip().splitlines())
