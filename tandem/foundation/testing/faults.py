"""What a guard saw. A fault fails its test even when the code under test swallows the exception."""

import contextlib
from collections.abc import Iterator
from typing import NoReturn

import pytest

_seen: list[str] = []


def report(sentence: str) -> NoReturn:
    """Note the fault and stop the code that committed it.

    pytest's own exception passes `except Exception`; the note reaches the test when another thread raised it.
    """
    _seen.append(sentence)
    pytest.fail(sentence)


@contextlib.contextmanager
def collected() -> Iterator[None]:
    """Fail at the end of the block with every fault reported inside that nobody expected."""
    _seen.clear()
    yield
    seen, _seen[:] = _seen[:], []
    if seen:
        pytest.fail("\n".join(dict.fromkeys(seen)), pytrace=False)


@contextlib.contextmanager
def expected(match: str) -> Iterator[None]:
    """For the tests of the guards: the block must report exactly one kind of fault, whose sentence has `match`."""
    before = len(_seen)
    with pytest.raises(pytest.fail.Exception, match=match):
        yield
    del _seen[before:]
