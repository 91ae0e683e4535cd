"""Background jobs by name, so that a service never imports the task that calls it back.

A job is a row written in the caller's transaction (Procrastinate on the same PostgreSQL): it starts after commit
and vanishes with a rollback. Its arguments are ids and plain values, never personal data: they lie in the open in
the database and in the worker's log.
"""

from collections.abc import Callable, Iterable
from typing import Any

from procrastinate import Blueprint, RetryStrategy
from procrastinate.contrib.django import app as procrastinate_app

blueprint = Blueprint()
_names: set[str] = set()

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


def task(
    name: str, *, lock: str | None = None, every: str | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as the job `name`.

    `lock`: jobs that share it never run at the same time. `every`: a cron line; the function then takes `timestamp`.
    Every task accepts arguments it does not know (`**_later`), so that an old worker survives a newer caller.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if name in _names:
            raise ValueError(f"Task {name!r} is registered twice")
        _names.add(name)
        job = blueprint.task(name=name, lock=lock, queueing_lock=lock if every else None, retry=RETRY)(function)
        if every:
            blueprint.periodic(cron=every)(job)
        return function

    return register


def names() -> Iterable[str]:
    """All registered names."""
    return frozenset(_names)


def enqueue_on_commit(name: str, **payload: Any) -> None:
    """Ask for the job `name` once the present transaction is committed. Raises KeyError for an unknown name."""
    if name not in _names:
        raise KeyError(f"No task is registered as {name!r}")
    procrastinate_app.configure_task(name, allow_unknown=False).defer(**payload)
