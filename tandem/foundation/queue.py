"""Background jobs by name, so that a service never imports the task that calls it back.

A job is a row written in the caller's transaction (Procrastinate on the same PostgreSQL): it starts after commit
and vanishes with a rollback. Its arguments are ids and plain values, never personal data: they lie in the open in
the database and in the worker's log.
"""

import contextlib
import functools
import inspect
import json
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connections, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)
_URGENT = 10  # the highest first; all else has 0

_names: set[str] = set()


def task(
    name: str, *, lock: str | None = None, every: str | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as the job `name`; `tasks.py` of every feature is read at start.

    `lock`: jobs that share it never run at the same time. `every`: a cron line in UTC; the function then may take
    `timestamp`. Arguments that the function does not know are dropped, so that an old worker survives a newer caller.
    Raises ValueError when the name is taken.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if name in _names:
            raise ValueError(f"Task {name!r} is registered twice")
        _names.add(name)
        job = app.task(name=name, lock=lock, queueing_lock=name if every else None, retry=RETRY)(_as_job(function))
        if every:
            app.periodic(cron=every)(job)
        return function

    return register


def names() -> Iterable[str]:
    """All registered names."""
    return frozenset(_names)


def enqueue_on_commit(name: str, *, urgent: bool = False, **payload: Any) -> None:
    """Ask for the job `name` once the present transaction is committed. Raises KeyError for an unknown name.

    `urgent`: before all that waits and is not, because somebody sits at a page that waits for it.
    """
    if name not in _names:
        raise KeyError(f"No task is registered as {name!r}")
    app.configure_task(name, priority=_URGENT if urgent else 0).defer(**payload)


def enqueue_once_on_commit(name: str, **payload: Any) -> None:
    """After commit, ask for the job `name` unless the same job, with the same payload, still waits to be started.

    For work that catches up with all that was committed before it starts: many transactions then need one job. A
    process that dies right after its commit asks for nothing, so pair it with a periodic job. Raises KeyError for an
    unknown name.
    """
    if name not in _names:
        raise KeyError(f"No task is registered as {name!r}")
    lock = f"{name} {json.dumps(payload, sort_keys=True)}"
    transaction.on_commit(functools.partial(_enqueue_unless_waiting, name, lock, payload), robust=True)


def _enqueue_unless_waiting(name: str, lock: str, payload: dict[str, Any]) -> None:
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(name, queueing_lock=lock).defer(**payload)


def _as_job(function: Callable[..., Any]) -> Callable[..., Any]:
    """What the worker calls: drops arguments that the function does not know, and looks after its connection."""
    known = inspect.signature(function).parameters
    takes_all = any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in known.values())

    @functools.wraps(function)
    def call(**payload: Any) -> Any:
        _let_go_of_what_is_stale()
        try:
            return function(**{key: value for key, value in payload.items() if takes_all or key in known})
        finally:
            _let_go_of_what_is_stale()

    return call


def _let_go_of_what_is_stale() -> None:
    """A worker's thread sees no end of a request, where Django drops a connection that broke or has grown old.

    One that is kept is looked at before its next use, which costs a tenth of a new one.
    """
    if threading.current_thread() is not threading.main_thread():
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()
