"""Who knows already what the calculators ask, so that a person who is logged in is not asked again."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting

# Names of questions ("age", "average_6", "child_under_25", "insured_month" …) with what is known about this person.
Source = Callable[[Acting, datetime.datetime], Mapping[str, Any]]

_sources: list[Source] = []


def add_known(source: Source) -> None:
    """Register a source; what a later one says wins. It opens the file itself, for a purpose of its own."""
    if source not in _sources:
        _sources.append(source)


def known_about(acting: Acting, *, now: datetime.datetime) -> dict[str, Any]:
    """What is known about the person herself, by question; yes and no are True and False.

    Nothing for anybody else, who has no reason to open her file here.
    """
    if acting.capacity is not Capacity.SELF:
        return {}
    return {name: value for source in _sources for name, value in source(acting, now).items() if value is not None}
