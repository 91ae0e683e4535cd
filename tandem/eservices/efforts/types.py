"""An effort as it is noted, a month as it stands, a proof as it was filed."""

from __future__ import annotations

import dataclasses
import datetime
import uuid
from typing import TYPE_CHECKING, Any

from tandem.eservices.efforts.enums import (
    Channel,
    ExemptionKind,
    HintKind,
    Outcome,
    PeriodKind,
    PeriodState,
    TargetSource,
    Workload,
)
from tandem.facilities.receipts.types import Shown

if TYPE_CHECKING:
    from tandem.eservices.efforts.models import Effort


# What this feature sends, by its name among all that can be read before it is sent; one is a month, "2026-11".
PROOF = "proof"


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
class Entry:
    """How somebody came into unemployment: what decides which efforts before it are examined, and when (OACI 20a).

    `duty_from`: the day from which unemployment was foreseeable. `unemployed_from`: its first day.
    """

    duty_from: datetime.date
    unemployed_from: datetime.date
    registered_on: datetime.date | None = None
    first_interview_on: datetime.date | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Exempt:
    """Days without the duty, half-open, as the office wrote them down."""

    exemption_id: int
    kind: ExemptionKind
    begins_on: datetime.date
    ends_before: datetime.date
    noted_by: str

    @property
    def last_day(self) -> datetime.date:
        return self.ends_before - datetime.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Where an application stands: what was said of it last. `noted_at` is empty when it stands in the effort."""

    outcome: Outcome
    interview: bool
    rejection_reason: str = ""
    noted_at: datetime.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListedEffort:
    """One effort as the person takes it with her: with what became of it, and the receipt it was filed under."""

    effort: Effort
    result: Result
    receipt: str = ""


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
class Wanted:
    """What somebody looks for among her efforts; empty and None ask for nothing. `month` is a first day."""

    words: str = ""
    month: datetime.date | None = None
    channels: tuple[Channel, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    interview: bool | None = None
    filed: bool | None = None


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
    automatic: bool = False

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
    kind: PeriodKind = PeriodKind.DURING
    days_due: int = 31
    days: int = 31
    expected: int = 0
    exemptions: tuple[Exempt, ...] = ()
    in_transmission: int = 0

    @property
    def missing(self) -> int:
        """How many more make the number expected; never below zero."""
        return max(0, self.expected - self.noted)

    @property
    def is_reduced(self) -> bool:
        return self.days_due < self.days

    @property
    def fileable(self) -> int:
        """What the person can still file by herself."""
        return self.unfiled - self.in_transmission

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
    expected: int = 0
    kind: PeriodKind = PeriodKind.DURING
