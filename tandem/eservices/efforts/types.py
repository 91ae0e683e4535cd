"""An effort as it is noted, a month as it stands, a proof as it was filed."""

from __future__ import annotations

import dataclasses
import datetime
import uuid
from typing import Any

from tandem.eservices.efforts.enums import Channel, HintKind, Outcome, PeriodState, TargetSource, Workload
from tandem.facilities.receipts.types import Shown


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EffortFacts:
    """What somebody says about one application: the questions of form 716.007 and of Job-Room's record.

    `None` means "not said". `country` is an ISO 3166 code; `source_ad_id` the ad on this platform, if it was one.
    """

    applied_on: datetime.date | None
    channels: tuple[Channel, ...]
    company: str
    job_title: str
    locality: str
    country: str = "CH"
    postal_code: str = ""
    street: str = ""
    house_number: str = ""
    po_box: str = ""
    contact_person: str = ""
    email: str = ""
    form_url: str = ""
    phone: str = ""
    assigned_by_office: bool | None = None
    workload: Workload | None = None
    outcome: Outcome | None = None
    interview: bool = False
    rejection_reason: str = ""
    source_ad_id: uuid.UUID | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EffortPrefill:
    """What is known before anybody is asked. Empty where the source is silent; all of it can be changed."""

    company: str = ""
    job_title: str = ""
    locality: str = ""
    country: str = "CH"
    postal_code: str = ""
    street: str = ""
    house_number: str = ""
    po_box: str = ""
    contact_person: str = ""
    email: str = ""
    form_url: str = ""
    phone: str = ""
    channels: tuple[Channel, ...] = ()
    workload: Workload | None = None
    source_ad_id: uuid.UUID | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something worth a look, with what it rests on: never law (rules.md, R-10, "suggested checks").

    `number` of `total`; `day` for a spread; `names` (company, job) for a duplicate.
    """

    kind: HintKind
    number: int = 0
    total: int = 0
    day: datetime.date | None = None
    names: tuple[str, str] = ("", "")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """How many efforts a month, and who says so. Without agreement `agreed_by` and `agreed_at` are empty."""

    number: int
    source: TargetSource
    valid_from: datetime.date | None = None
    agreed_at: datetime.datetime | None = None
    agreed_by: str = ""
    office: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FiledProof:
    """One filing as the office reads it: what was sent and when. It says nothing about who helped."""

    number: str
    month: datetime.date
    sequence: int
    filed_at: datetime.datetime
    due_on: datetime.date
    is_late: bool
    payload: dict[str, Any]
    receipt: Shown

    @property
    def efforts(self) -> list[dict[str, Any]]:
        return self.payload["efforts"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MonthSummary:
    """One control period of one person, as she sees it."""

    month: datetime.date
    due_on: datetime.date
    state: PeriodState
    noted: int
    unfiled: int
    target: Target
    filings: tuple[FiledProof, ...] = ()

    @property
    def missing(self) -> int:
        """How many more make the number agreed; never below zero."""
        return max(0, self.target.number - self.noted)

    @property
    def filed(self) -> int:
        return self.noted - self.unfiled


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FilingSummary:
    """One control period of one person, as her office sees it: what was filed, not what she has noted meanwhile."""

    due_on: datetime.date
    state: PeriodState
    number: int
    target: Target
    filed_at: datetime.datetime | None = None
    was_late: bool = False
