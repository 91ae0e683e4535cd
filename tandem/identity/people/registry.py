"""What lies above answers here, filled from its `apps.py`: who helps a person, and who carries notices to her."""

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.db.models import QuerySet

from tandem.identity.access.types import Acting
from tandem.identity.people.types import NoticeKind

# Whether somebody holds a mandate of this person at that moment.
HasHelper = Callable[[int, datetime.datetime], bool]

helpers: list[HasHelper] = []


class Carry(Protocol):
    """Takes a notice, in the caller's transaction, and tries her channels one after the other until one takes it."""

    def __call__(
        self, kind: NoticeKind, *, person_id: int, facts: Mapping[str, Any], about: str, now: datetime.datetime
    ) -> None: ...


notice_kinds: dict[str, NoticeKind] = {}
_carriers: list[Carry] = []


def add_helpers(source: HasHelper) -> None:
    if source not in helpers:
        helpers.append(source)


def has_helper(person_id: int, now: datetime.datetime) -> bool:
    """Whether messages to the person can go through a helper."""
    return any(source(person_id, now) for source in helpers)


@dataclasses.dataclass(frozen=True, slots=True)
class Sign:
    """Rows whose number tells a page whether to ask more. `person` is the way from a row to its person's key."""

    rows: Callable[[], QuerySet[Any]]
    person: str = "person_id"


@dataclasses.dataclass(frozen=True, slots=True)
class ReadAlong:
    """Rows that are read with a person. `column` of the row is `of` of the person."""

    rows: Callable[[], QuerySet[Any]]
    column: str
    of: str


signs: dict[str, Sign] = {}
marks: dict[str, Sign] = {}
lists: dict[str, ReadAlong] = {}


def add_mark(name: str, rows: Callable[[], QuerySet[Any]], *, person: str = "person_id") -> None:
    """Have looked whether there are any whenever somebody reads who a file is about (`selectors.person_summary`): for
    what every page of a form would ask otherwise, and nearly nobody has.
    """
    marks[name] = Sign(rows, person)


def add_list(name: str, rows: Callable[[], QuerySet[Any]], *, column: str, of: str = "pk") -> None:
    """Have a few rows read whenever somebody reads who a file is about: for what every page of a form asks, and most
    people have. `column` names the person of a row, or what it shares with her (`of`: "fund_id").
    """
    lists[name] = ReadAlong(rows, column, of)


def add_sign(name: str, rows: Callable[[], QuerySet[Any]], *, person: str = "person_id") -> None:
    """Have rows counted at the first glance on a person's own page (`selectors.at_a_glance`), all signs at once.

    `rows` gives all that would be shown, or more than that, whoever's it is and whatever the time.
    """
    signs[name] = Sign(rows, person)


# What follows when somebody registers at a desk: (her file, open for assignment; when).
DeskHook = Callable[[Acting, datetime.datetime], None]

desk_hooks: list[DeskHook] = []


def at_desk(hook: DeskHook) -> None:
    """Be called in the transaction in which a counsellor begins the file of somebody who came to the desk."""
    if hook not in desk_hooks:
        desk_hooks.append(hook)


def add_notices(*kinds: NoticeKind) -> None:
    """Declare kinds of notices, so that their words are tried in every language and on every channel."""
    notice_kinds.update({kind.key: kind for kind in kinds})


def carry_notices_with(carry: Carry) -> None:
    """Say who carries notices from channel to channel. One does."""
    _carriers[:] = [carry]


def tell(kind: str, *, person_id: int, facts: Mapping[str, Any], about: str, now: datetime.datetime) -> None:
    """Tell a person something on the channels she chose, until one takes it.

    `about` says what it is about ("mandate 12"): twice the same at the same moment is said once. Raises LookupError
    for a kind that nobody declared, RuntimeError where nobody carries notices.
    """
    if kind not in notice_kinds:
        raise LookupError(f"no kind of notice is declared as {kind!r}; known: {', '.join(sorted(notice_kinds))}")
    if not _carriers:
        raise RuntimeError("nobody carries notices to people: see people.registry.carry_notices_with")
    _carriers[0](notice_kinds[kind], person_id=person_id, facts=facts, about=about, now=now)
