"""Work beside what somebody came for: it must not stand in her way."""

import contextlib
import traceback
from collections.abc import Iterator

import structlog
from django.db import connection, transaction

log = structlog.get_logger()


@contextlib.contextmanager
def aside(what: str, *, writes_once: bool = False) -> Iterator[None]:
    """Undo what is done within alone, and go on, when it fails. `what` names it in the log: "autonomy.note_log_in".

    `writes_once`: at most one of its statements writes, so that there is never a half to undo. Where no transaction
    is open that needs none of its own, which saves two questions at each log-in.
    For receivers of a log-in or a log-out, as `with` or as decorator. Never for what she came for, nor for anything
    that must be known to have happened: nobody learns of the fault but the operator. The words of the error are not
    logged: a database quotes the row in them.
    """
    alone = writes_once and not connection.in_atomic_block
    try:
        with contextlib.nullcontext() if alone else transaction.atomic():
            yield
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        log.error("aside_failed", what=what, kind=type(error).__name__, place=f"{frame.name}:{frame.lineno}")
