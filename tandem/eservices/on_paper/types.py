"""A sheet on its way: printed, photographed, typed."""

import dataclasses
import datetime

from tandem.eservices.on_paper.enums import Taken
from tandem.eservices.procedures.types import Conflict


@dataclasses.dataclass(frozen=True, slots=True)
class PageCode:
    """What the code on one page says: which sheet, which page of it, counted from 1."""

    code: str
    page: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page as it came in: upright JPEG, what its codes say, and the SHA-256 of what it was read from."""

    content: bytes
    codes: frozenset[PageCode]
    sha256: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one picture; sheet and page where they are known, and the pages that the sheet still lacks."""

    taken: Taken
    code: str = ""
    page: int = 0
    missing: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A sheet fresh from the press."""

    content: bytes
    code: str
    pages: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What became of a typed sheet: the number of its receipt once it is filed, and what was not overwritten."""

    receipt: str = ""
    conflicts: tuple[Conflict, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One sheet that waits for somebody to type it."""

    sheet_id: int
    title: str
    name: str
    since: datetime.datetime
    received: tuple[int, ...]
    missing: tuple[int, ...]
