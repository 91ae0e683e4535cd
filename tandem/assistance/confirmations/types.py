import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tandem.assistance.confirmations.enums import Channel
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Something that is ready to be sent, as the person reads it in one language.

    `text` is plain JSON: title, sections of rows (question, answer), declaration, window (until when, with the
    article) and, where it applies, effects and contradictions. `seen` is what the feature that files it wants to have
    seen. `due_on` is the last day in time, `closes_on` the last day at all (None: none).
    """

    text: Mapping[str, Any]
    seen: str
    due_on: datetime.date | None
    closes_on: datetime.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent: the receipt's key and number."""

    receipt_id: int
    number: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ToSend:
    """What is to be sent: the thing, the mark of what was seen, in which language, and why it is late if it is."""

    subject: str
    seen: str
    language: Language
    late_reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing that can be sent in place of somebody.

    `area(subject)` says whose file and for which purpose, or raises Hidden. `prepare(file, subject, language, now)`
    gives it as it would be sent, or raises the refusal that says what is missing. `called(subjects)` names them in the
    present language for whoever helps, at one query at most; what is gone is left out. `ask(file, what, now)` notes
    in the feature itself that somebody waits for her. `send(file, what, now)` files it. `put_back(file, subject, now)`
    notes that nobody waits any more. `page(subject)` is where the person finds it.
    """

    key: str
    area: Callable[[str], tuple[int | None, Purpose]]
    prepare: Callable[[Acting, str, Language, datetime.datetime], Prepared]
    called: Callable[[Iterable[str]], Mapping[str, str]]
    ask: Callable[[Acting, ToSend, datetime.datetime], None]
    send: Callable[[Acting, ToSend, datetime.datetime], Sent]
    put_back: Callable[[Acting, str, datetime.datetime], None]
    page: Callable[[str], str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked: which text, on which channels, when."""

    text_hash: str
    asked_at: datetime.datetime
    channels: frozenset[Channel]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What arrived as a yes. `is_hers`: her factor, her phone, her presence or her signature was checked."""

    channel: Channel
    text_hash: str
    received_at: datetime.datetime
    is_hers: bool
    signed_on: datetime.date | None = None
