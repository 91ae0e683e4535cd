"""Structured logs: an event and key/values, never a sentence with a name in it."""

import logging
import re
import sys
from typing import Any

import structlog

REMOVED = "[removed]"
# What somebody might hand to a log call in a hurry.
_PERSONAL_KEYS = {
    *("name", "given_name", "family_name", "first_name", "last_name", "username", "birth_date", "person_number"),
    *("email", "phone", "mobile", "address", "street", "iban", "avs_number", "password", "token", "code", "cookies"),
}
# What slips into the text of an exception: PostgreSQL repeats the values it refuses.
_PERSONAL_TEXT = re.compile(
    r"(?P<refused>Key \([^)]*\)=)\(.*?\)(?= )"
    r"|(?P<row>Failing row contains )\(.*\)"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<![\w.])756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}(?!\w)"
    r"|(?<![\w+])(?:\+41|0041)[ \d]{9,13}(?!\w)"
    r"|(?<!\w)CH\d{2}(?: ?\w{4}){4} ?\w(?!\w)"
    r"|(?P<query>[/\w]\?)[\w%.-]+=\S*"
    r"|(?P<calendar>/calendar/)[\w-]+"  # its address is a secret
)


def configure(*, level: str, as_json: bool) -> None:
    """Send structlog and the standard library through one renderer to standard error."""
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],  # type: ignore[list-item]
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,  # type: ignore[arg-type]
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                without_personal_data,
                renderer,
            ],
        )
    )
    root = logging.getLogger()  # noqa: TID251 - this is where structlog is wired
    root.handlers[:] = [handler]
    root.setLevel(level)
    # They announce every task at every start of every command.
    for chatty in ("procrastinate.blueprints", "procrastinate.periodic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)  # noqa: TID251


def without_personal_data(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Drop what is personal by its key, and black out in all texts what looks like it: the last net, not the first."""
    return {key: REMOVED if key in _PERSONAL_KEYS else _cleaned(value) for key, value in event.items()}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _PERSONAL_TEXT.sub(_black_out, value)
    if isinstance(value, dict):
        return {key: REMOVED if key in _PERSONAL_KEYS else _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inner) for inner in value]
    return value


def _black_out(match: re.Match[str]) -> str:
    return "".join(kept for kept in match.groups() if kept) + REMOVED
