"""What several parts of one page ask, it asks once."""

import contextlib
import contextvars
import functools
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Found = TypeVar("Found")

_found: contextvars.ContextVar[dict[Any, Any] | None] = contextvars.ContextVar("found_for_this_page", default=None)


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Within, questions marked `@once` are asked once. For a page that shows and writes nothing; as decorator, too.

    What was found is dropped at the end. Never for who may see it: the gate decides anew each time (ADR 131).
    """
    token = _found.set({})
    try:
        yield
    finally:
        _found.reset(token)


def once(question: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """Mark a question about facts, whose answer nobody changes and whose arguments can be compared."""

    @functools.wraps(question)
    def ask(*arguments: Asked.args, **named: Asked.kwargs) -> Found:
        found = _found.get()
        if found is None:
            return question(*arguments, **named)
        key = (question, arguments, tuple(sorted(named.items())))
        if key not in found:
            found[key] = question(*arguments, **named)
        return found[key]

    return ask
