"""Work efforts as Job-Room's clients send and read them (job-room-api.md, part C), and what they mean here.

Strict on purpose: an unknown member or a number in place of a text is refused, never guessed at.
"""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from tandem.eservices.efforts.enums import Channel, Outcome, PeriodKind, Workload
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.types import EffortFacts, MonthSummary, Result, Wanted
from tandem.identity.people.types import PersonSummary

Status = Literal["PENDING", "INTERVIEW", "EMPLOYED", "REJECTED"]
Way = Literal["ELECTRONIC", "MAIL", "PERSONAL", "PHONE"]
ProofStatus = Literal["OPEN", "SUBMITTED", "RE_OPENED", "CLOSED"]
# Without the sign that PostgreSQL cannot keep.
_CLEAN = r"^[^\x00]*$"


def _text(length: int) -> type[str]:
    return Annotated[  # type: ignore[return-value]
        str, StringConstraints(strict=True, strip_whitespace=True, max_length=length, pattern=_CLEAN)
    ]


class Strict(BaseModel):
    """No member that is not named here."""

    model_config = ConfigDict(extra="forbid")


class Address(Strict):
    name: _text(100)  # type: ignore[valid-type]
    street: _text(60) | None = None  # type: ignore[valid-type]
    houseNumber: _text(10) | None = None  # type: ignore[valid-type]  # noqa: N815 - the wire's own names
    postalCode: _text(10) | None = None  # type: ignore[valid-type]  # noqa: N815
    city: _text(100) | None = None  # type: ignore[valid-type]
    country: Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z]{2}$")] = "CH"
    poBox: _text(6) | None = None  # type: ignore[valid-type]  # noqa: N815


class ApplyChannel(Strict):
    address: Address
    contactPerson: _text(100) | None = None  # type: ignore[valid-type]  # noqa: N815
    email: _text(100) | None = None  # type: ignore[valid-type]
    formUrl: _text(255) | None = None  # type: ignore[valid-type]  # noqa: N815
    phone: _text(20) | None = None  # type: ignore[valid-type]
    types: Annotated[list[Way], Field(min_length=1, max_length=4)]


class WorkEffort(Strict):
    """One application. `id` is empty for a new one; the server's own members are read and passed over."""

    id: _text(40) | None = None  # type: ignore[valid-type]
    occupation: _text(100)  # type: ignore[valid-type]
    applyDate: datetime.date  # noqa: N815
    applyStatus: Annotated[list[Status], Field(min_length=1, max_length=2)]  # noqa: N815
    applyChannel: ApplyChannel  # noqa: N815
    ravAssigned: StrictBool  # noqa: N815
    fullTimeJob: StrictBool  # noqa: N815
    rejectionReason: _text(250) | None = None  # type: ignore[valid-type]  # noqa: N815
    submittedAt: datetime.datetime | None = None  # noqa: N815
    createdAt: datetime.datetime | None = None  # noqa: N815
    jobAdvertisementId: _text(40) | None = None  # type: ignore[valid-type]  # noqa: N815


class StatusChange(Strict):
    """What became of one application, before or after it was filed."""

    workEffortId: Annotated[str, StringConstraints(strict=True, pattern=r"^[1-9][0-9]{0,17}$")]  # noqa: N815
    applyStatus: Annotated[list[Status], Field(min_length=1, max_length=2)]  # noqa: N815
    rejectionReason: _text(250) | None = None  # type: ignore[valid-type]  # noqa: N815


class EffortFilter(Strict):
    """What to look for; an empty body asks for everything. `query`: words in company, job and place. `applyStatus`:
    any of these; INTERVIEW alone asks for interviews. `status`: of control periods. Other members are refused."""

    query: _text(100) = ""  # type: ignore[valid-type]
    applyStatus: Annotated[list[Status], Field(max_length=4)] = []  # noqa: N815
    applyChannelTypes: Annotated[list[Way], Field(max_length=4)] = []  # noqa: N815
    ownerUserId: _text(20) | None = None  # type: ignore[valid-type]  # noqa: N815
    status: Annotated[list[ProofStatus], Field(max_length=4)] = []


class ControlPeriod(Strict):
    type: Literal["BEFORE_UNEMPLOYMENT", "DURING_UNEMPLOYMENT"]
    value: str


class Proof(Strict):
    """One control period. `id` and `businessCaseId` are the period itself ("2026-03")."""

    id: str
    businessCaseId: str  # noqa: N815
    controlPeriod: ControlPeriod  # noqa: N815
    startDate: datetime.date  # noqa: N815
    endDate: datetime.date  # noqa: N815
    firstName: str  # noqa: N815
    lastName: str  # noqa: N815
    ownerUserId: str  # noqa: N815
    personNumber: str  # noqa: N815
    workEfforts: list[WorkEffort]  # noqa: N815
    status: ProofStatus
    nextSubmissionDate: datetime.date | None  # noqa: N815
    lastSubmittedAt: datetime.datetime | None  # noqa: N815
    createdAt: datetime.datetime | None  # noqa: N815
    updatedAt: datetime.datetime | None  # noqa: N815
    documentId: str | None  # noqa: N815


class Page(Strict):
    content: list[Proof]
    totalElements: int  # noqa: N815
    totalPages: int  # noqa: N815
    number: int
    size: int
    first: bool
    last: bool


class FieldError(Strict):
    field: str
    message: str


class Problem(Strict):
    """RFC 9457. `code` is for programs, `detail` for people, `errors` names each member."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str = ""
    errors: list[FieldError] = []


def result_of(statuses: list[Status], reason: str | None) -> Result | None:
    """What a list of statuses means; None when two of them exclude each other (PENDING, EMPLOYED, REJECTED)."""
    outcomes = {status for status in statuses if status != "INTERVIEW"}
    if len(outcomes) > 1:
        return None
    outcome = Outcome(outcomes.pop().lower()) if outcomes else Outcome.PENDING
    return Result(outcome=outcome, interview="INTERVIEW" in statuses, rejection_reason=reason or "")


def wanted(asked: EffortFilter, month: datetime.date | None = None) -> Wanted:
    """What a filter means among her efforts."""
    outcomes = tuple(Outcome(status.lower()) for status in asked.applyStatus if status != "INTERVIEW")
    return Wanted(
        words=asked.query,
        month=month,
        channels=tuple(Channel(way.lower()) for way in asked.applyChannelTypes),
        outcomes=outcomes,
        interview=True if "INTERVIEW" in asked.applyStatus else None,
    )


def facts_of(effort: WorkEffort, result: Result) -> EffortFacts:
    """A work effort in our words. An address without "https://" gets it, as browsers do."""
    channel, address = effort.applyChannel, effort.applyChannel.address
    url = channel.formUrl or ""
    return EffortFacts(
        applied_on=effort.applyDate,
        channels=tuple(Channel(way.lower()) for way in channel.types),
        company=address.name,
        job_title=effort.occupation,
        locality=address.city or "",
        country=address.country,
        postal_code=address.postalCode or "",
        street=address.street or "",
        house_number=address.houseNumber or "",
        po_box=address.poBox or "",
        contact_person=channel.contactPerson or "",
        email=channel.email or "",
        form_url=url if "://" in url or not url else f"https://{url}"[:255],
        phone=channel.phone or "",
        assigned_by_office=effort.ravAssigned,
        workload=Workload.FULL_TIME if effort.fullTimeJob else Workload.PART_TIME,
        outcome=result.outcome,
        interview=result.interview,
        rejection_reason=result.rejection_reason,
    )


def work_effort(effort: Effort, result: Result) -> WorkEffort:
    """One of ours on the wire, with what was said of it last."""
    statuses: list[Status] = [result.outcome.name]  # type: ignore[list-item]
    return WorkEffort(
        id=str(effort.pk),
        occupation=effort.job_title,
        applyDate=effort.applied_on,
        applyStatus=[*statuses, "INTERVIEW"] if result.interview else statuses,
        applyChannel=ApplyChannel(
            address=Address(
                name=effort.company,
                street=effort.street,
                houseNumber=effort.house_number,
                postalCode=effort.postal_code,
                city=effort.locality,
                country=effort.country,
                poBox=effort.po_box,
            ),
            contactPerson=effort.contact_person,
            email=effort.email,
            formUrl=effort.form_url,
            phone=effort.phone,
            types=[channel.upper() for channel in effort.channels],  # type: ignore[misc]
        ),
        ravAssigned=effort.assigned_by_office,
        fullTimeJob=effort.workload == Workload.FULL_TIME,
        rejectionReason=result.rejection_reason or None,
        submittedAt=effort.proof.filed_at if effort.proof else None,
        createdAt=effort.written_at,
        jobAdvertisementId=str(effort.source_ad_id) if effort.source_ad_id else None,
    )


def proof(
    summary: MonthSummary, efforts: list[Effort], results: dict[int, Result], person: PersonSummary, user_id: int
) -> Proof:
    """One control period on the wire."""
    month = f"{summary.month:%Y-%m}"
    after = summary.month.replace(day=summary.days)
    is_filed = bool(summary.filings)
    return Proof(
        id=month,
        businessCaseId=month,
        controlPeriod=ControlPeriod(
            type="BEFORE_UNEMPLOYMENT" if summary.kind is PeriodKind.BEFORE else "DURING_UNEMPLOYMENT", value=month
        ),
        startDate=summary.month,
        endDate=after,
        firstName=person.given_name,
        lastName=person.family_name,
        ownerUserId=str(user_id),
        personNumber=person.person_number,
        workEfforts=[work_effort(effort, results[effort.pk]) for effort in efforts],
        status=("RE_OPENED" if summary.unfiled else "SUBMITTED") if is_filed else "OPEN",
        nextSubmissionDate=summary.due_on if summary.unfiled or not is_filed else None,
        lastSubmittedAt=max((filing.filed_at for filing in summary.filings), default=None),
        createdAt=min((effort.written_at for effort in efforts), default=None),
        updatedAt=max((effort.written_at for effort in efforts), default=None),
        documentId=summary.filings[0].number if is_filed else None,
    )
