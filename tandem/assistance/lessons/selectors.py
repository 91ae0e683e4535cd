"""Questions about lessons. They are files of this feature: nothing about anybody is kept."""

import functools
import tomllib
from pathlib import Path
from typing import Any

from tandem.assistance.lessons.types import Lesson, Step
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden

CONTENT = Path(__file__).parent / "content"


def lessons(language: str) -> list[Lesson]:
    """All lessons in a language, in the order in which somebody new needs them."""
    return [_lesson(key, language) for key in _contents()]


def lesson(key: str, language: str) -> Lesson:
    """One of them. Raises Hidden for an unknown key."""
    if key not in _contents():
        raise Hidden
    return _lesson(key, language)


def exists(key: str) -> bool:
    """Whether there is a lesson of this key: a page that names none offers none."""
    return key in _contents()


@functools.cache
def _contents() -> dict[str, dict[str, Any]]:
    read = {path.stem: tomllib.loads(path.read_text()) for path in sorted(CONTENT.glob("*.toml"))}
    return dict(sorted(read.items(), key=lambda item: item[1]["order"]))


@functools.cache
def _lesson(key: str, language: str) -> Lesson:
    content, language = _contents()[key], Language(language)
    return Lesson(
        key=key,
        language=language,
        title=content["title"][language],
        steps=tuple(Step(text=step[language], picture=step.get("picture")) for step in content["steps"]),
    )
