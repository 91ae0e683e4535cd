"""What the features of the house contribute to the gate. Each fills it from its own `apps.py`.

The gate lies under everybody and knows nobody: whose counsellor somebody is, is known to `people`; what a mandate
allows, to `mandates`. They answer here.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.functional import Promise

from tandem.identity.access.enums import Deed, Purpose, Retention
from tandem.identity.access.types import Acting, Authority, Beside, HatRow

# What allows this actor to open this person's file for this purpose today; None when nothing of this kind does.
Ground = Callable[[Acting, int, Purpose, datetime.datetime], Authority | None]
# Names by id, in one query for all of them.
Names = Callable[[Iterable[int]], dict[int, str]]

# For a query of contests: that somebody else than the one who looked acts for the organisation at a moment.
Colleagues = Callable[[datetime.datetime], Any]

# What the browser of a request shares with somebody else's at this moment; None when nothing, at no query.
Presences = Callable[[HttpRequest, Acting], Beside | None]


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """Whether somebody has read what the person is about to send: (her file, kind of thing, which one).

    `mark` names rows of hers without which nobody has (`people.registry.add_mark`).
    """

    was_read: Callable[[Acting, str, str], bool]
    mark: str


@dataclasses.dataclass(frozen=True, slots=True)
class Hats:
    """Some of what an account may act as. All sources are asked in one query.

    `rows(user_id, day)` is a query made with `hat_rows`, in which account and day stand as values; `wear` makes the
    hat of one of its rows, for the account.
    """

    rows: Callable[[int, datetime.date], QuerySet[Any]]
    wear: Callable[[int, HatRow], Acting]


grounds: list[Ground] = []
presences: list[Presences] = []
looks: list[Look] = []
colleagues: list[Colleagues] = []
hats: list[Hats] = []
_last_hats: list[Hats] = []
names: dict[str, Names] = {}


@dataclasses.dataclass(frozen=True, slots=True)
class Act:
    """A verb about a person: what kind of deed it is, and what she reads about it, a sentence with %(who)s in it."""

    deed: Deed
    sentence: str | Promise


acts: dict[str, Act] = {}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """How one model's rows about a person are handed out and erased.

    `export(person_id)` returns plain values for the person's own copy. `erase(person_id)` removes or anonymises and
    returns the number of rows touched; it is called once the time limit of `retention` has passed.
    """

    model: str
    retention: Retention
    export: Callable[[int], list[dict[str, Any]]]
    erase: Callable[[int], int]


personal_data: dict[str, PersonalData] = {}


# Models ("access.LedgerEntry") whose rows the application may add and read, and nothing else.
append_only_models: list[str] = []


_EMPTY: dict[str, Any] = {
    "person_id": Cast(Value(None), BigIntegerField()),
    "organisation_id": Cast(Value(None), BigIntegerField()),
    "kind": Value("", output_field=CharField()),
    "role": Value("", output_field=CharField()),
    "since": Cast(Value(None), DateField()),
    "row": Cast(Value(0), BigIntegerField()),
}
HAT_COLUMNS = tuple(f"hat_{name}" for name in _EMPTY)


def hat_rows(found: QuerySet[Any], **facts: Any) -> QuerySet[Any]:
    """What a source of hats gives: the columns of `HatRow`, each an expression on `found`; the others are empty."""
    columns = {f"hat_{name}": facts.get(name, empty) for name, empty in _EMPTY.items()}
    return found.order_by().annotate(**columns).values_list(*columns)


def add_ground(ground: Ground, *, first: bool = False) -> None:
    """Register a ground. `first`: it is asked before all others, because where it holds it is the truth."""
    if ground not in grounds:
        grounds.insert(0 if first else len(grounds), ground)


def add_presence(source: Presences) -> None:
    """Say who knows in whose presence the one at the keyboard acts. The first that knows is believed."""
    if source not in presences:
        presences.append(source)


def add_look(was_read: Callable[[Acting, str, str], bool], *, mark: str) -> None:
    """Say who knows whether something was read by somebody else before the person sends it."""
    look = Look(was_read, mark)
    if look not in looks:
        looks.append(look)


def add_hats(source: Hats, *, last: bool = False) -> None:
    """Register a source; `last`: what it offers comes after all others, so that it is nobody's default by accident."""
    if source in hats:
        return
    if last:
        _last_hats.append(source)
    hats[:] = [*(known for known in (*hats, source) if known not in _last_hats), *_last_hats]


def add_colleagues(source: Colleagues) -> None:
    """Say who knows whether an organisation has somebody else to answer for a visit."""
    if source not in colleagues:
        colleagues.append(source)


def add_names(kind: str, lookup: Names) -> None:
    """Say who answers for the names of a kind of actor: "user", "organisation"."""
    names[kind] = lookup


def add_acts(verbs: Mapping[str, Act]) -> None:
    """Say of each verb of a feature ("efforts.file_proof") what kind of deed it is and how the person reads it."""
    acts.update(verbs)


def append_only(*models: str) -> None:
    """Take from the application's role the right to change or remove rows of these models (`privileges`)."""
    append_only_models.extend(model for model in models if model not in append_only_models)


def add_personal_data(
    model: str,
    *,
    export: Callable[[int], list[dict[str, Any]]],
    erase: Callable[[int], int],
    retention: Retention,
) -> None:
    """Register the exporter, the eraser and the retention class of `model` ("efforts.Effort")."""
    personal_data[model] = PersonalData(model=model, retention=retention, export=export, erase=erase)
