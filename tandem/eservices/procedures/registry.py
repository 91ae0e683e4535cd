"""Which procedures there are, and who knows what already. Filled from each `apps.py`."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tandem.eservices.procedures.stepform import is_asked
from tandem.eservices.procedures.types import DOCUMENTS, Context, Procedure, Reading
from tandem.identity.access.types import Acting

Loader = Callable[[Acting, Context], Mapping[str, Any]]
Lists = Mapping[str, list[str]]
# (who asks, which one, now) -> what would be sent; passes the gate itself, and raises Hidden.
Reader = Callable[[Acting, str, datetime.datetime], Reading]
# One value for each context, by one query for all of them.
Many = Callable[[Sequence[Context]], Sequence[Any]]
# The value from the rows of a list.
Listed = Callable[[Iterable[str], Context], Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Where a value is known. `fields`: the names of questions that it answers, so that the build notices them."""

    name: str
    loader: Loader
    fields: frozenset[str]
    many: Many | None = None
    # Marks of rows: where there is none of any of them, nothing is known (`people.registry.add_mark`).
    marks: tuple[str, ...] = ()
    # The value from rows that were read with the person (`people.registry.add_list`), and the list's name.
    listed: Listed | None = None
    of_list: str = ""


_procedures: dict[str, list[Procedure]] = {}
_sources: dict[str, Source] = {}
_readers: dict[str, Reader] = {}


class UnknownProcedure(LookupError):
    """No procedure of that key and version is registered; says which ones resemble it."""


def add(procedure: Procedure) -> None:
    """Register one version of a procedure. Raises ValueError for a declaration that cannot work.

    Several versions of a key may be registered; their periods must not overlap. Registering the same twice is nothing.
    """
    versions = _procedures.get(procedure.key, [])
    if procedure in versions:
        return
    _check(procedure)
    for other in versions:
        if other.version == procedure.version:
            raise ValueError(f"{procedure.key} {procedure.version}: this version is registered already.")
        if _overlap(procedure, other):
            raise ValueError(f"{procedure.key}: versions {other.version} and {procedure.version} overlap.")
    _procedures[procedure.key] = [*versions, procedure]


def remove(procedure: Procedure) -> None:
    """Take a version out again: for tests that declare their own."""
    left = [one for one in _procedures.pop(procedure.key, []) if one is not procedure]
    if left:
        _procedures[procedure.key] = left


def get(key: str, version: str) -> Procedure:
    """One version, also one that is no longer valid: a draft keeps the version it began with. Raises LookupError."""
    for procedure in _procedures.get(key, []):
        if procedure.version == version:
            return procedure
    raise UnknownProcedure(_unknown(f"{key} {version}", [f"{one.key} {one.version}" for one in everything()]))


def valid_on(key: str, day: datetime.date) -> Procedure:
    """The version that is valid on a day. Raises LookupError when there is none."""
    for procedure in _procedures.get(key, []):
        if procedure.valid_from <= day and (procedure.valid_until is None or day < procedure.valid_until):
            return procedure
    raise UnknownProcedure(_unknown(f"{key} on {day}", list(_procedures)))


def everything() -> list[Procedure]:
    """All versions of all procedures, in the order of registration."""
    return [procedure for versions in _procedures.values() for procedure in versions]


def keys_in_order() -> list[str]:
    """The keys of what is filled in on screen."""
    return [key for key, versions in _procedures.items() if not versions[0].on_paper_only]


def add_prefill(
    name: str,
    function: Callable[[Acting, Context], Any],
    *,
    fields: Iterable[str] | None = None,
    many: Many | None = None,
    listed: Listed | None = None,
    of_list: str = "",
) -> None:
    """Register one source, "<feature>.<fact>"; `function` gives the value, None where it is not known.

    `fields` are the names of questions that it answers; the last part of its own name, when none are said. `many`
    answers for several contexts at once: for what does not depend on whose file it is. `listed` gives the value from
    the rows of `of_list`, where the person was read with them (`people.registry.add_list`).
    """
    add_prefills({name: fields or ()}, lambda acting, context: {name: function(acting, context)}, many=many)
    _sources[name] = dataclasses.replace(_sources[name], listed=listed, of_list=of_list)


def add_prefills(
    sources: Mapping[str, Iterable[str]], loader: Loader, *, many: Many | None = None, marks: tuple[str, ...] = ()
) -> None:
    """Register several sources that one query answers: name -> names of questions (empty: the last part of the name).

    `loader` is called once when any of them is wanted, and gives a value for each name. `marks` name rows of a person
    (`people.registry.add_mark`): where she has none of any of them nothing is known, and it is not called.
    """
    for name, fields in sources.items():
        _sources[name] = Source(name, loader, frozenset(fields) or frozenset({name.rpartition(".")[2]}), many, marks)


def unknown_to(has: Mapping[str, bool]) -> dict[str, None]:
    """The sources that know nothing of somebody who has so many rows of each mark."""
    none = {mark for mark, is_there in has.items() if not is_there}
    return {name: None for name, source in _sources.items() if source.marks and none.issuperset(source.marks)}


def remove_prefill(name: str) -> None:
    """Take a source out again: for tests that register their own."""
    _sources.pop(name, None)


def add_reader(kind: str, reader: Reader) -> None:
    """Say who composes what is about to be sent of a kind ("form", "proof")."""
    _readers[kind] = reader


def reading(acting: Acting, kind: str, subject: str, *, now: datetime.datetime) -> Reading:
    """What this person is about to send. Raises LookupError for an unknown kind; Hidden, the feature's refusals."""
    if kind not in _readers:
        raise LookupError(_unknown(kind, list(_readers)))
    return _readers[kind](acting, subject, now)


def sources() -> Mapping[str, Source]:
    return dict(_sources)


class Known(Mapping[str, Any]):
    """The values of named sources, asked for when somebody reads one; each loader is called once at most.

    Raises LookupError for a name that was not declared, also in `get`: a rule that reads it would know nothing.
    """

    def __init__(
        self, names: Iterable[str], acting: Acting, context: Context, given: Mapping[str, Any], lists: Lists
    ) -> None:
        self._names = frozenset(names)
        self._acting, self._context, self._lists = acting, context, lists
        self._found = dict(given)
        for name in self._names - _sources.keys():
            raise LookupError(_unknown(name, list(_sources)))

    def __getitem__(self, name: str) -> Any:
        if name not in self._names:
            raise LookupError(_unknown(name, sorted(self._names)))
        if name not in self._found:
            source = _sources[name]
            if source.listed is not None and source.of_list in self._lists:
                self._found[name] = source.listed(self._lists[source.of_list], self._context)
                return self._found[name]
            loader = source.loader
            self._found |= {other: None for other in self._names if _sources[other].loader is loader}
            self._found |= loader(self._acting, self._context)
        return self._found[name]

    def get(self, name: str, default: Any = None) -> Any:
        value = self[name]
        return default if value is None else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def with_known(
    context: Context,
    acting: Acting,
    names: Iterable[str],
    given: Mapping[str, Any] | None = None,
    lists: Lists | None = None,
) -> Context:
    """The context with the values of these sources; `given` are those that the caller has read already, `lists` what
    was read with the person."""
    return dataclasses.replace(context, known=Known(names, acting, context, given or {}, lists or {}))


def known_of_many(contexts: Sequence[Context], names: Iterable[str]) -> list[dict[str, Any]]:
    """For each context the values of those of these sources that can be asked for many at once."""
    found: list[dict[str, Any]] = [{} for _context in contexts]
    for name in sorted(names):
        source = _sources.get(name)
        if source is not None and source.many is not None and contexts:
            for known, value in zip(found, source.many(contexts), strict=True):
                known[name] = value
    return found


def _check(procedure: Procedure) -> None:
    name = f"{procedure.key} {procedure.version}"
    if not procedure.steps:
        raise ValueError(f"{name}: a procedure needs a step.")
    if twice := [key for key, number in Counter(step.key for step in procedure.steps).items() if number > 1]:
        raise ValueError(f"{name}: two steps are called {', '.join(twice)}.")
    if procedure.step(DOCUMENTS):
        raise ValueError(f"{name}: {DOCUMENTS!r} is the engine's own page; call the step otherwise.")
    if changed := [step.key for step in procedure.steps if "__init__" in vars(step.form)]:
        raise ValueError(f"{name}: forms have fields as they are declared: {', '.join(changed)} makes others.")
    names = Counter(field for step in procedure.steps for field in step.fields)
    if twice := [field for field, number in names.items() if number > 1]:
        raise ValueError(f"{name}: asked on two steps: {', '.join(twice)}.")
    conditions = procedure.asked_when
    for field, (other, _wanted) in conditions.items():
        if field not in names or other not in names:
            raise ValueError(f"{name}: asked_when names {field} and {other}; one of them is no question.")
        is_asked(conditions, field, {})
    if procedure.nothing_to_report and (unknown := set(procedure.nothing_to_report.answers) - set(names)):
        raise ValueError(f"{name}: nothing_to_report answers {', '.join(sorted(unknown))}, which nobody asks.")
    if procedure.valid_until is not None and procedure.valid_until <= procedure.valid_from:
        raise ValueError(f"{name}: valid_until must come after valid_from.")


def _overlap(one: Procedure, other: Procedure) -> bool:
    def before(first: Procedure, second: Procedure) -> bool:
        return first.valid_until is not None and first.valid_until <= second.valid_from

    return not before(one, other) and not before(other, one)


def _unknown(name: str, there: list[str]) -> str:
    near = difflib.get_close_matches(name, there, n=3, cutoff=0.4)
    return f"Nothing is registered as {name!r}." + (f" Nearest: {', '.join(near)}." if near else "")
