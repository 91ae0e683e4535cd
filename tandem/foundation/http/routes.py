"""Addresses are looked for only in rooms that have one with the same first word.

Django tries all patterns in their order, which for us is some two hundred regular expressions for each request.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Pattern = URLPattern | URLResolver


class ByFirstWord(URLResolver):
    """`ByFirstWord([path("", include("<room>.urls")), …])`: finds what these patterns find, in their order."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        super().__init__(RoutePattern(""), list(patterns))
        self.found: dict[str, URLResolver] = {}

    def resolve(self, path: Any) -> ResolverMatch:
        word = str(path).partition("/")[0]
        among = self.found.get(word)
        if among is None:
            among = URLResolver(RoutePattern(""), [one for one in self.url_patterns if _may_begin(one, word)])
            if among.url_patterns:  # else a place for each word that somebody may come with
                self.found[word] = among
        return among.resolve(path)


def _may_begin(pattern: Pattern, word: str) -> bool:
    if not isinstance(pattern.pattern, RoutePattern):
        return True
    route = str(pattern.pattern)
    if not route and isinstance(pattern, URLResolver):
        return any(_may_begin(one, word) for one in pattern.url_patterns)
    first = route.partition("/")[0]
    return "<" in first or first == word
