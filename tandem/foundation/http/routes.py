"""Of all addresses only those are looked at that have the words of the one that was asked for, where it has them.

Django tries all patterns in their order, which for us is some two hundred regular expressions for each request.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

Pattern = URLPattern | URLResolver
# The words of an address, from its beginning; None where one may be any. Whether it may go on after them.
Shape = tuple[tuple[str | None, ...], bool]

PLACES = 4  # words that are looked at
_LONGEST = 12  # words of an address that are counted
_KEPT = 1_000  # of the shapes of addresses that were asked for
_NAMES = re.compile(r"<(?:[^>:]+:)?([^>]+)>")
# What these match has no slash in it; any other's may, one that is derived from them, too.
_ONE_WORD = {IntConverter, SlugConverter, StringConverter, UUIDConverter}


class ByWords(URLResolver):
    """`ByWords([path("", include("<room>.urls")), …])`: finds what these patterns find, in their order."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        super().__init__(RoutePattern(""), list(patterns))
        self.among = functools.lru_cache(_KEPT)(self._among)

    @functools.cached_property
    def known(self) -> tuple[frozenset[str], ...]:
        """The words that any pattern asks for, at each place."""
        shapes = [words for words, _is_open in _shapes(self.url_patterns)]
        return tuple(
            frozenset(word for words in shapes for word in words[place : place + 1] if word is not None)
            for place in range(PLACES)
        )

    def resolve(self, path: Any) -> ResolverMatch:
        words = str(path).split("/")
        asked = [word if word in known else None for word, known in zip(words, self.known, strict=False)]
        return self.among(min(len(words), _LONGEST), *asked).resolve(path)

    def _among(self, number: int, *asked: str | None) -> URLResolver:
        """The patterns that an address of so many words may match, which has these of the known ones."""
        return URLResolver(RoutePattern(""), _narrowed(self.url_patterns, number, asked))


def _narrowed(patterns: Sequence[Pattern], number: int, asked: tuple[str | None, ...]) -> list[Pattern]:
    kept: list[Pattern] = []
    for one in patterns:
        if isinstance(one, URLResolver) and isinstance(one.pattern, RoutePattern) and not str(one.pattern):
            if inner := _narrowed(one.url_patterns, number, asked):
                kept.append(URLResolver(one.pattern, inner, one.default_kwargs, one.app_name, one.namespace))
        elif _may_match(_shape(one), number, asked):
            kept.append(one)
    return kept


def _may_match(shape: Shape, number: int, asked: tuple[str | None, ...]) -> bool:
    words, is_open = shape
    if number < _LONGEST and (number < len(words) or (number > len(words) and not is_open)):
        return False
    return all(word in {None, known} for word, known in zip(words, asked, strict=False))


def _shapes(patterns: Sequence[Pattern]) -> list[Shape]:
    found: list[Shape] = []
    for one in patterns:
        if isinstance(one, URLResolver) and isinstance(one.pattern, RoutePattern) and not str(one.pattern):
            found += _shapes(one.url_patterns)
        else:
            found.append(_shape(one))
    return found


def _shape(pattern: Pattern) -> Shape:
    if not isinstance(pattern.pattern, RoutePattern):
        return (), True
    words: list[str | None] = []
    for part in str(pattern.pattern).split("/"):
        names = _NAMES.findall(part)
        if not all(type(pattern.pattern.converters[name]) in _ONE_WORD for name in names):
            return tuple(words), True
        words.append(None if names else part)
    # The last word of what others go on from is not whole.
    return (tuple(words[:-1]), True) if isinstance(pattern, URLResolver) else (tuple(words), False)
