"""Who knows deadlines: each feature that has some registers a source from its `apps.py`."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping

from tandem.facilities.deadlines.types import Deadline
from tandem.identity.people.types import Located

# The deadlines of these persons around a day, by person: those that are open, will open within weeks, or were due
# within weeks, done ones too. The number of queries must not depend on the number of persons.
Source = Callable[[Mapping[int, Located], datetime.datetime], Mapping[int, list[Deadline]]]

sources: dict[str, Source] = {}


def add_source(name: str, source: Source) -> None:
    """Register what `name` ("efforts") knows. Raises ValueError when somebody else has the name."""
    if sources.get(name, source) is not source:
        raise ValueError(f"the deadlines of {name!r} are registered twice")
    sources[name] = source


def deadlines(people: Mapping[int, Located], *, now: datetime.datetime) -> dict[int, list[Deadline]]:
    """All that the sources know of these persons, by their last day."""
    found: dict[int, list[Deadline]] = defaultdict(list)
    for source in sources.values():
        for person_id, known in source(people, now).items():
            found[person_id] += known
    return {
        person_id: sorted(known, key=lambda deadline: (deadline.due_on, *deadline.identity))
        for person_id, known in found.items()
    }
