"""What passes between the house and those who carry its messages."""

import dataclasses
import datetime
from typing import Protocol

from tandem.foundation.sending.enums import Fault, Kind, State


class Undelivered(Exception):
    """A carrier did not take the message. `again`: another attempt may help and cannot send it twice."""

    def __init__(self, fault: Fault, *, again: bool) -> None:
        super().__init__(str(fault.value))
        self.fault = fault
        self.again = again


@dataclasses.dataclass(frozen=True, slots=True)
class Sms:
    """`key` is the same at each attempt: a gateway that knows it sends one copy. `to` is E.164."""

    key: str
    to: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Letter:
    """`address` is what stands in the window, one line per line."""

    key: str
    address: str
    pdf: bytes
    handed_over_at: datetime.datetime


class SmsGateway(Protocol):
    """Carries text messages. `reports` says whether it will tell later that one arrived."""

    reports: bool

    def send(self, sms: Sms) -> str:
        """Hand it over; return the gateway's own reference. Raises Undelivered."""


class LetterPrinter(Protocol):
    """Prints and posts letters."""

    def print(self, letter: Letter) -> str:
        """Hand it over; return the printer's own reference. Raises Undelivered."""


@dataclasses.dataclass(frozen=True, slots=True)
class Delivery:
    """How far a message is. `may_retry`: it failed, and `services.retry` would send it again now."""

    state: State
    fault: Fault | None
    may_retry: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Unsettled:
    """A message that waits or failed, without its content."""

    id: int
    kind: Kind
    created_at: datetime.datetime
    next_attempt_at: datetime.datetime | None
    delivery: Delivery
