"""In which languages, with JavaScript on or off, and at which sizes the procedures are played.

`make test` plays the few pairs that a journey names. `make journeys` plays all eight pairs of each, and looks at every
page at all sizes.
"""

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tandem.foundation.languages import Language

ON, OFF = True, False
EVERYTHING = os.environ.get("JOURNEYS") == "all"
EACH = [(language, javascript) for language in Language.values for javascript in (ON, OFF)]
# Width of the window in pixels, and the size of its text in percent. axe looks at the first.
SIZES = [(320, 100), (320, 200), *([(1280, 100), (1280, 200)] if EVERYTHING else [])]

# By the keys of procedures: the pairs in which each is played by `make test`.
lean: dict[str, list[tuple[str, bool]]] = {}
# What this run has played and looked at.
seen: Counter[str] = Counter()


def played(*keys: str, by: list[tuple[str, bool]]) -> Callable[[Any], Any]:
    """A journey through the procedures of these keys, in the pairs `by` of (language, JavaScript), or in each pair.

    It takes the fixtures `language` and `javascript`; the language is active while it runs.
    """
    for key in keys:
        lean.setdefault(key, []).extend(by)
    pairs = EACH if EVERYTHING else by
    names = [f"{language}-{'with' if javascript else 'without'}-javascript" for language, javascript in pairs]

    def mark(journey: Any) -> Any:
        journey = pytest.mark.parametrize(("language", "javascript"), pairs, ids=names)(journey)
        journey = pytest.mark.usefixtures("spoken")(journey)
        return pytest.mark.procedure(*keys)(journey)

    return mark


def told() -> list[str]:
    """What this run has seen, in sentences."""
    sizes = ", ".join(f"{width} px with {text} % text" for width, text in SIZES)
    return [
        *(f"{key}: {seen[key]} plays" for key in sorted(lean)),
        f"{seen['pages']} pages looked at, {seen['without JavaScript']} of them without JavaScript: axe, {sizes}",
    ]
