"""A structure kept in memory for as long as the tables behind it stay the same."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Snapshot(Generic[T]):
    """What `build()` made when `version()` last gave another answer; asked at most every `seconds`.

    Every process has its own, shared by its threads. Tests that change the tables call `forget()`.
    """

    def __init__(self, version: Callable[[], str], build: Callable[[], T], seconds: float = 10.0) -> None:
        self._version, self._build, self._seconds = version, build, seconds
        self._lock = threading.RLock()
        self._asked_at = float("-inf")
        self._held: tuple[str, T] | None = None

    def get(self) -> T:
        held = self._held
        if held and time.monotonic() - self._asked_at < self._seconds:
            return held[1]
        with self._lock:
            version = self._version()
            if self._held is None or self._held[0] != version:
                self._held = (version, self._build())
            self._asked_at = time.monotonic()
            return self._held[1]

    def forget(self) -> None:
        """Build anew at the next question."""
        self._held = None
