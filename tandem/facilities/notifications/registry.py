"""The kinds of messages that the features send. Each registers its own from its `apps.py`."""

from rapidfuzz import process

from tandem.facilities.notifications.types import MessageKind

kinds: dict[str, MessageKind] = {}


def add_kind(kind: MessageKind) -> None:
    """Raises ValueError when another kind has the same key."""
    if kinds.get(kind.key, kind) is not kind:
        raise ValueError(f"the kind of message {kind.key!r} is registered twice")
    kinds[kind.key] = kind


def kind_of(key: str) -> MessageKind:
    """Raises LookupError, with the nearest known keys, for a kind that nobody registered."""
    if key not in kinds:
        near = [found for found, *_score in process.extract(key, list(kinds), limit=3)]
        raise LookupError(f"no kind of message is registered as {key!r}; near: {', '.join(near) or 'none'}")
    return kinds[key]
