"""A signal is sent once its transaction is committed, and only when somebody listens."""

import functools
from typing import Any

from django.db import transaction
from django.dispatch import Signal


def announce(signal: Signal, **facts: Any) -> None:
    """Send after commit; what a receiver raises is logged and undoes nothing."""
    if signal.has_listeners():
        transaction.on_commit(functools.partial(signal.send_robust, sender=None, **facts), robust=True)
