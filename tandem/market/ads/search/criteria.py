"""What a jobseeker asks for, as values, and as a versioned address that may be kept for years."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from urllib.parse import urlencode

from tandem.facilities.search.types import Sort
from tandem.reference.localities.types import Place

VERSION = 1
RADII_KM = (5, 10, 20, 30, 50, 100)
DEFAULT_RADIUS_KM = 20
SINCE_DAYS = (1, 3, 7, 14, 30, 60)
PAGE_SIZE = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Criteria:
    """`words` as typed; `literal` takes them as they stand. Of `place` and `place_canton` at most one is set.

    `workload_min` and `workload_max` are percent: an ad fits when its own range touches them.
    """

    words: str = ""
    literal: bool = False
    place_text: str = ""
    place: Place | None = None
    place_canton: str = ""
    radius: int = DEFAULT_RADIUS_KM
    cantons: tuple[str, ...] = ()
    workload_min: int | None = None
    workload_max: int | None = None
    permanent: bool | None = None
    remote: bool = False
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: int | None = None
    company: str = ""
    sort: Sort = Sort.RELEVANCE
    page: int = 1

    def address(self, **changes: object) -> str:
        """The query string of this search, `changes` applied; back on page 1 unless they name one."""
        changed = dataclasses.replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        return "?" + urlencode(list(changed._parameters()))

    def _parameters(self) -> Iterator[tuple[str, str]]:
        yield "v", str(VERSION)
        plain = {
            "q": self.words,
            "literal": "1" if self.literal else "",
            "place": self.place_text,
            "radius": str(self.radius) if self.place_text and self.radius != DEFAULT_RADIUS_KM else "",
            "workload_min": self.workload_min or "",
            "workload_max": self.workload_max or "",
            "permanent": {True: "yes", False: "no", None: ""}[self.permanent],
            "remote": "yes" if self.remote else "",
            "since": self.since or "",
            "company": self.company,
            "sort": "" if self.sort is Sort.RELEVANCE else "date",
            "page": self.page if self.page > 1 else "",
        }
        several = {"canton": self.cantons, "language": self.languages, "source": self.sources}
        yield from ((name, str(value)) for name, value in plain.items() if value)
        yield from ((name, value) for name, values in several.items() for value in values)
