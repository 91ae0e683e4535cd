"""Each feature in which professionals write about a person says here what stands in her file."""

from collections.abc import Callable

from tandem.identity.access.types import Acting
from tandem.identity.activation.types import WrittenEntry

# What a feature has of the person whose file is open, in words of the active language.
Source = Callable[[Acting], list[WrittenEntry]]

sources: dict[str, Source] = {}


def add_source(name: str, source: Source) -> None:
    """Register a feature's entries under its name ("efforts")."""
    sources[name] = source
