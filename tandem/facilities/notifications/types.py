"""What a message says, and what a feature declares about a kind of messages."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise

from tandem.facilities.notifications.enums import DeliveryState, Importance, MessageState
from tandem.foundation import formatting
from tandem.identity.access.enums import Purpose
from tandem.identity.people.enums import Channel

# What a message is about: texts, numbers, days. Formatted in the reader's language when it is written.
Facts = Mapping[str, Any]
Text = str | Promise


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One message in one language.

    `subject` (the subject of the mail, the title of the letter, the line in her list) and `short` (the SMS, without
    the name of the platform) name no benefit and no office: a stranger may read them. `paragraphs` stand on her page,
    in the mail and in the letter. `button` is what leads on from her page, where there is somewhere to go. `receipt`
    is a signed receipt in one line, behind the address of the page that checks it where that is known: a letter bears
    it as a QR code and in signs, for whoever has no page to look at.
    """

    subject: str
    paragraphs: tuple[str, ...]
    short: str
    button: str = ""
    receipt: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MessageKind:
    """A kind of messages, declared and registered by the feature that sends them.

    `words` is asked for in the reader's language. `sample` are facts as a real message has them: every face of every
    kind is tried with them in every language. `channels` are those that may carry it. `each`: every message of the
    kind is about something of its own (a receipt), so that two of them on one day say two things.
    """

    key: str
    purpose: Purpose
    importance: Importance
    words: Callable[[Facts], Words]
    sample: Facts
    channels: frozenset[Channel] = frozenset(Channel)
    each: bool = False


def worded(*, subject: Text, paragraphs: tuple[Text, ...], short: Text, button: Text = "") -> Callable[[Facts], Words]:
    """`words` of a kind whose sentences have places for facts: _("Due on %(day)s."). A date is written out, a function
    is asked for its words in the reader's language. The fact `signed_receipt`, if there is one, is `receipt`."""

    def words(facts: Facts) -> Words:
        said = {name: _said(value) for name, value in facts.items()}
        return Words(
            subject=str(subject) % said,
            paragraphs=tuple(str(paragraph) % said for paragraph in paragraphs),
            short=str(short) % said,
            button=str(button),
            receipt=str(facts.get("signed_receipt", "")),
        )

    return words


def _said(value: Any) -> Any:
    if callable(value):
        return value()
    return formatting.long_date(value) if isinstance(value, datetime.date) else value


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """A message in a list."""

    message_id: int
    subject: str
    created_at: datetime.datetime
    is_read: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One channel that was tried, and how it went."""

    channel: Channel
    state: DeliveryState
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MessageText:
    """A message as it was written. `link` is a path of this site, empty where it leads nowhere."""

    message_id: int
    subject: str
    paragraphs: tuple[str, ...]
    language: str
    button: str
    link: str
    created_at: datetime.datetime
    state: MessageState
    steps: tuple[Step, ...]
