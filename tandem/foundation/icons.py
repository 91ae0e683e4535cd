"""The icons of the house, one SVG sprite."""

import difflib
import functools
import re
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = Path(__file__).parent / "static" / "foundation" / "icons.svg"


@functools.cache
def names() -> frozenset[str]:
    """Every name that may be asked for."""
    return frozenset(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text()))


@functools.lru_cache(maxsize=256)
def svg(name: str) -> SafeString:
    """The picture `name`, hidden from screen readers because a word stands beside it.

    Raises LookupError, with the nearest names, when the sprite has no such picture.
    """
    if name not in names():
        near = ", ".join(difflib.get_close_matches(name, sorted(names()), cutoff=0.4)) or "see icons.svg"
        raise LookupError(f"No icon named {name!r}. Nearest: {near}.")
    return format_html(
        '<svg class="icon icon-{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        name,
        static("foundation/icons.svg"),
        name,
    )
