"""The words of a mandate: the same sentences in ten languages, with names, areas and limits put in.

A version is a folder in `wordings/`, one file per language, and is never changed once it was shown to somebody: a
new wording is a new folder. The text holds no day but the one it was proposed on, which is the mandate's own.
"""

import dataclasses
import functools
import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates.enums import Duration, ReadingLanguage

CURRENT = "2026-11"
_WORDINGS = Path(__file__).parent / "wordings"
_LINE = "– "
# A name in Latin letters keeps its own direction inside a line that runs from right to left.
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What differs from one mandate to the next. `helpers`: those named in it, when a structure holds it."""

    number: int
    person: str
    holder: str
    helpers: Sequence[str]
    reaches: Mapping[Purpose, Reach]
    duration: Duration


def text(facts: Facts, language: ReadingLanguage, *, version: str = CURRENT, is_official: bool) -> str:
    """The mandate as it is read: paragraphs divided by an empty line; an area is a line that begins with a dash."""
    words = wording(language, version)
    say = functools.partial(_say, language)
    holder = {"holder": facts.holder}
    paragraphs = [
        words["title"],
        say(words["who"], person=facts.person, **holder),
        *([say(words["named"], helpers=_listed(facts.helpers, words["and"]), **holder)] if facts.helpers else []),
        words["what"],
        "\n".join(
            _LINE + words["line"].format(area=words["areas"][area], reach=words["reaches"][reach])
            for area, reach in facts.reaches.items()
        ),
        *(words["meanings"][reach] for reach in Reach if reach in facts.reaches.values()),
        words["durations"][facts.duration],
        *(say(sentence, **holder) for sentence in words["rules"]),
        say(words["number"], number=str(facts.number), version=version),
    ]
    if not is_official:
        paragraphs.insert(1, words["copy"])
    return "\n\n".join(paragraphs)


def fingerprint(number: int, version: str, language: ReadingLanguage, words: str) -> bytes:
    """SHA-256 (32 bytes) over the canonical JSON of a text and what it belongs to: sorted keys, no blanks, UTF-8."""
    facts = {"mandate": number, "version": version, "language": language.value, "text": words}
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()


@functools.cache
def wording(language: ReadingLanguage, version: str = CURRENT) -> dict[str, Any]:
    """All words of one language, as its file holds them."""
    path = _WORDINGS / version / f"{language.value}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _say(language: ReadingLanguage, sentence: str, **slots: str) -> str:
    if language.direction == "rtl":
        slots = {name: f"{_ISOLATE}{value}{_END_ISOLATE}" for name, value in slots.items()}
    return sentence.format(**slots)


def _listed(names: Sequence[str], conjunction: str) -> str:
    *first, last = names
    return f"{', '.join(first)} {conjunction} {last}" if first else last
