"""What passes between a request, the employer and the person."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from tandem.eservices.certificates.enums import RequestState


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that was just made. `code` is shown once: only its hash is kept."""

    request_id: int
    code: str
    expires_at: datetime.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One employer of one month, as the person sees it."""

    request_id: int
    month: datetime.date
    employer: str
    email: str
    state: RequestState
    asked_at: datetime.datetime
    expires_at: datetime.datetime
    receipt: str = ""
    payload: Mapping[str, Any] | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EmployerView:
    """All that an employer is shown: of whom it is asked, for which month. Never anything else of her file."""

    request_id: int
    month: datetime.date
    employer: str
    person: Mapping[str, str]
    typed: Mapping[str, str]
    expires_at: datetime.datetime
    receipt: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What an employer stated of one month, as the fund reads it. Nothing of how the employer was asked."""

    employer: str
    stated_at: datetime.datetime
    receipt: str
    payload: Mapping[str, Any]
