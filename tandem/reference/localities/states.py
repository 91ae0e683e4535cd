"""The countries of the world by name, for the choices of a form (ISO 3166-1; names from the Unicode CLDR)."""

import functools
from collections.abc import Mapping
from pathlib import Path

from tandem.foundation.bulk import read_table
from tandem.foundation.folding import fold

_FILE = Path(__file__).with_name("data") / "countries.tsv"
# Where most applications go: they stand first.
_NEIGHBOURS = ("CH", "LI", "DE", "FR", "IT", "AT")


@functools.cache
def names() -> Mapping[str, Mapping[str, str]]:
    """Each code with its name in each language of the platform."""
    return {row["code"]: row for row in read_table(_FILE)}


@functools.cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country: Switzerland and its neighbours first, then by name."""
    rest = sorted(set(names()) - set(_NEIGHBOURS), key=lambda code: fold(names()[code][language]))
    return tuple((code, names()[code][language]) for code in (*_NEIGHBOURS, *rest))
