"""A structure kept in memory for as long as the tables behind it stay the same."""

import threading
import time
import weakref
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_all: "weakref.WeakSet[Snapshot[Any]]" = weakref.WeakSet()


class Snapshot(Generic[T]):
    """What `build()` made of the tables in the state that `version()` names; asked at most every `seconds`.

    Every process has its own, shared by its threads. An empty version means empty tables: what stands for them does
    not push out what was built before.
    """

    def __init__(self, version: Callable[[], str], build: Callable[[], T], seconds: float = 10.0) -> None:
        self._version, self._build, self._seconds = version, build, seconds
        self._lock = threading.RLock()
        self._built: dict[str, T] = {}
        self._current: tuple[float, T] | None = None
        _all.add(self)

    def get(self) -> T:
        current = self._current
        if current and time.monotonic() < current[0]:
            return current[1]
        with self._lock:
            version = self._version()
            if version not in self._built:
                built = self._build()
                self._built = {version: built} if version else {**self._built, "": built}
            self._current = (time.monotonic() + self._seconds, self._built[version])
            return self._built[version]

    def doubt(self) -> None:
        """Ask for the version before the next answer."""
        self._current = None


def doubt_all() -> None:
    """After the tables of this process changed under everybody: between two tests."""
    for snapshot in list(_all):
        snapshot.doubt()
