"""Addresses are looked for only in rooms that have one with the same first word.

Django tries all patterns in their order, which for us is some two hundred regular expressions for each request.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Pattern = URLPattern | URLResolver


class ByFirstWord(URLResolver):
    """`ByFirstWord([path("", include("<room>.urls")), …])`: finds what these patterns find, in their order."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        super().__init__(RoutePattern(""), list(patterns))

    @functools.cached_property
    def parts(self) -> tuple[dict[str, URLResolver], URLResolver]:
        """The patterns that may hold, for each first word there is; and those that may hold for any other."""
        words = [(one, _first_words(one)) for one in self.url_patterns]
        all_words = {word for _one, found in words for word in found or ()}
        return {word: _among(words, word) for word in all_words}, _among(words, None)

    def resolve(self, path: Any) -> ResolverMatch:
        known, others = self.parts
        return known.get(str(path).partition("/")[0], others).resolve(path)


def _among(patterns: Iterable[tuple[Pattern, frozenset[str] | None]], word: str | None) -> URLResolver:
    return URLResolver(RoutePattern(""), [one for one, words in patterns if words is None or word in words])


def _first_words(pattern: Pattern) -> frozenset[str] | None:
    """None: any word."""
    if not isinstance(pattern.pattern, RoutePattern):
        return None
    route = str(pattern.pattern)
    if not route and isinstance(pattern, URLResolver):
        within = [_first_words(one) for one in pattern.url_patterns]
        return None if None in within else frozenset().union(*(found or () for found in within))
    first = route.partition("/")[0]
    return None if "<" in first else frozenset({first})
