"""The present language, the root of addresses and the settings, without a detour for each look at them.

Django keeps the first three in asgiref's `Local`, which takes a lock, and may have to wait for another thread, each
time a word is translated: a thousand times a visit. A context variable is a thread's own, or a task's, without one.

The settings stand behind an object for what is not known yet, which looks at each attribute twice, and which everybody
shares. Once they are read, they stand in it as plain attributes.
"""

from contextvars import ContextVar
from typing import Any

from django.conf import LazySettings
from django.urls import base
from django.utils.translation import trans_real


class OfThisContext:
    """One `value`, or AttributeError as long as there is none: what Django uses of a `Local`."""

    def __init__(self) -> None:
        self._held: ContextVar[Any] = ContextVar("of_this_context")

    @property
    def value(self) -> Any:
        if (held := self._held.get(self)) is self:
            raise AttributeError("value")
        return held

    @value.setter
    def value(self, value: Any) -> None:
        self._held.set(value)

    @value.deleter
    def value(self) -> None:
        self._held.set(self)


def install() -> None:
    """Before the first word is translated."""
    trans_real._active = OfThisContext()  # type: ignore[attr-defined]
    base._prefixes = OfThisContext()  # type: ignore[attr-defined]
    base._urlconfs = OfThisContext()  # type: ignore[attr-defined]
    LazySettings.__getattribute__ = object.__getattribute__  # type: ignore[method-assign]
