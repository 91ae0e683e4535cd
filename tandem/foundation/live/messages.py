"""What a browser sends while somebody types: read strictly, kept nowhere."""

import json
from dataclasses import dataclass
from typing import Any

from tandem.foundation.live import limits, words


class NotUnderstood(Exception):
    """The body is not what our script sends."""


class TooLong(Exception):
    """The body or a value in it is longer than anybody types."""


@dataclass(frozen=True)
class Sent:
    ticket: str
    messages: list[tuple[str, dict[str, str]]]


# Each text of a message with its greatest length.
_SHAPES = {
    words.TYPED: {"field": limits.FIELD, "shown": limits.VALUE},
    words.PAGE: {"path": limits.PATH},
}
# What may be there as well: the label of a field that no page of the other side knows.
_OPTIONAL = {words.TYPED: {"label": limits.FIELD}, words.PAGE: {}}


def parse(body: bytes) -> Sent:
    """`{"ticket": …, "messages": [{"kind": "typed", "field": …, "shown": …}, …]}`;
    a field that only one side knows has a "label", too.

    Raises NotUnderstood for anything unknown, TooLong for a text that is too long.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood from error
    if not isinstance(found, dict) or set(found) != {"ticket", "messages"}:
        raise NotUnderstood
    ticket, sent = found["ticket"], found["messages"]
    if not isinstance(ticket, str) or not isinstance(sent, list):
        raise NotUnderstood
    if len(sent) > limits.MESSAGES:
        raise TooLong
    return Sent(ticket, [_message(one) for one in sent])


def _message(found: Any) -> tuple[str, dict[str, str]]:
    if not isinstance(found, dict):
        raise NotUnderstood
    kind = found.pop("kind", None)
    shape = _SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None or kind is None or not set(shape) <= set(found) <= set(shape | _OPTIONAL[kind]):
        raise NotUnderstood
    for name, longest in (shape | _OPTIONAL[kind]).items():
        if name not in found:
            continue
        if not isinstance(found[name], str):
            raise NotUnderstood
        if len(found[name]) > longest:
            raise TooLong
    return kind, found
