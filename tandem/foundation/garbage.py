"""Python looks for cycles after every few hundred objects; work that makes millions and no cycle need not wait."""

import contextlib
import gc
from collections.abc import Iterator

# Objects between two looks.
_SELDOM = 100_000


@contextlib.contextmanager
def rarely_collected() -> Iterator[None]:
    """For one large piece of work in a process of its own: look seldom, and not at what was there before."""
    threshold = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()
