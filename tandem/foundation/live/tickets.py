"""Who may follow which topic, as whom, until when: signed, so that the live process asks nobody.

A ticket is worth as much as what it opens: it goes into a page and into the body of a request, never into an address.
It lives for minutes. While its stream is open the live process gives the next one, up to the end of what is followed;
after a break the page does.
"""

import datetime
import functools
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from tandem.foundation import clock
from tandem.foundation.live import words

LIFE = 10 * 60  # seconds
LONGEST = 400  # characters; the longest that we make has fewer

# The key is derived from the secret key under this name: no other signature of the house passes for a ticket.
_USE = "tandem.foundation.live.ticket"


class NotValid(Exception):
    """The ticket is not ours, was changed, or is over: whoever holds it should read her page again."""


@dataclass(frozen=True)
class Ticket:
    """What a ticket says. Moments in seconds since 1970.

    `until`: its own end; `last`: the end of what is followed; `writes`: whether its holder's keystrokes are carried.
    """

    topic: str
    role: str
    until: int
    last: int
    writes: bool


def ticket(topic: str, role: str, until: datetime.datetime, *, writes: bool = False) -> str:
    """A ticket for one browser, valid from now for ten minutes, or to `until` if that comes earlier.

    Raises ValueError for a topic or a role that is not written like one.
    """
    if not words.is_topic(topic):
        raise ValueError(f"{topic!r} is no topic: it must read like 'session:42'")
    if not words.is_word(role):
        raise ValueError(f"{role!r} is no role: it must be a word in small letters")
    now, last = clock.now().timestamp(), int(until.timestamp())
    return sign(Ticket(topic, role, min(last, int(now) + LIFE), last, writes))


def renewed(old: Ticket, *, at: float, writes: bool) -> Ticket | None:
    """The ticket that follows `old`; None once what is followed is over."""
    until = min(old.last, int(at) + LIFE)
    return replace(old, until=until, writes=writes) if until > old.until else None


def sign(ticket: Ticket) -> str:
    """The ticket as text."""
    shape = [ticket.topic, ticket.role, ticket.until, ticket.last, ticket.writes]
    return _signer(settings.SECRET_KEY).sign_object(shape)


def read(text: str, *, at: float) -> Ticket:
    """The ticket in `text`, valid at the moment `at` (seconds since 1970). Raises NotValid."""
    if len(text) > LONGEST:
        raise NotValid
    try:
        found = _opened(settings.SECRET_KEY, text)
    except signing.BadSignature as error:
        raise NotValid from error
    if at >= found.until:
        raise NotValid
    return found


def room(topic: str) -> str:
    """The topic's part of an address: a proxy sends equal ones to the same process, and no log learns the topic."""
    return _room(settings.SECRET_KEY, topic)


@functools.lru_cache(maxsize=4096)
def _room(key: str, topic: str) -> str:
    return salted_hmac(f"{_USE}.room", topic, secret=key, algorithm="sha256").hexdigest()[:16]


@functools.lru_cache(maxsize=4096)  # the same ticket comes with every keystroke
def _opened(key: str, text: str) -> Ticket:
    return Ticket(*_signer(key).unsign_object(text))


def _signer(key: str) -> signing.Signer:
    return signing.Signer(key=key, salt=_USE)
