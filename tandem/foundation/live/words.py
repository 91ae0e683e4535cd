"""How topics, kinds and roles are written, and what the live process says of itself."""

import re

CHANNEL = "tandem_live"  # of PostgreSQL's NOTIFY
END = "end"  # nobody may follow the topic any more
HANDS = "hands"  # {"hands": role}: only this role's keystrokes are carried from now on
TYPED = "typed"  # what somebody types: never published, only carried
PAGE = "page"  # which page somebody is on: never published, only carried
JOINED = "joined"  # somebody has opened a stream: whoever types sends once more what stands on her screen
MISSED = "missed"  # something may have been missed: the page must be read again
RENEW = "renew"  # the next ticket
REPLACED = "replaced"  # the same person has opened too many streams: the oldest one ends

RESERVED = frozenset({TYPED, PAGE, JOINED, MISSED, RENEW, REPLACED})

_TOPIC = re.compile(r"[a-z_]{1,30}:[A-Za-z0-9_-]{1,64}")
_WORD = re.compile(r"[a-z_]{1,30}")


def is_topic(text: str) -> bool:
    """Whether `text` reads like "session:42": a word, a colon, an id."""
    return bool(_TOPIC.fullmatch(text))


def is_word(text: str) -> bool:
    """Whether `text` may be a kind or a role: small letters and underscores."""
    return bool(_WORD.fullmatch(text))
