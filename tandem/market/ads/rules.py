"""What may follow what in the life of an ad. No Django, no clock."""

import datetime
from collections.abc import Mapping

# Job-Room's life cycle (publication API, states of an ad). An ad that is cancelled stays cancelled.
TRANSITIONS: Mapping[str, frozenset[str]] = {
    "CREATED": frozenset({"INSPECTING", "REFINING", "CANCELLED"}),
    "INSPECTING": frozenset({"INSPECTING", "APPROVED", "REJECTED"}),
    "APPROVED": frozenset({"REFINING", "CANCELLED"}),
    "REJECTED": frozenset({"APPROVED"}),
    "REFINING": frozenset({"PUBLISHED_RESTRICTED", "PUBLISHED_PUBLIC", "CANCELLED"}),
    "PUBLISHED_RESTRICTED": frozenset({"PUBLISHED_PUBLIC", "REFINING", "CANCELLED"}),
    "PUBLISHED_PUBLIC": frozenset({"ARCHIVED", "REFINING", "CANCELLED"}),
    "ARCHIVED": frozenset({"PUBLISHED_PUBLIC", "REFINING", "CANCELLED"}),
    "CANCELLED": frozenset({"CANCELLED"}),
}


def may_follow(before: str, after: str) -> bool:
    """Whether an ad may go from one status to the other."""
    return after in TRANSITIONS[before]


def first_status(*, reporting_obligation: bool, report_to_avam: bool, by_web_form: bool) -> str:
    """Where an ad goes once it is created: to the office when the law or the employer says so, else to publication."""
    return "INSPECTING" if reporting_obligation or report_to_avam or by_web_form else "REFINING"


def published_status(
    *,
    starts_on: datetime.date,
    reporting_obligation: bool,
    obligation_ends_on: datetime.date | None,
    today: datetime.date,
) -> str:
    """The status of an ad that is ready for publication.

    It waits in REFINING until its first day. During the five working days in which only registered jobseekers may
    see it (AIG art. 21a para. 3; `obligation_ends_on` is the last of them) it is restricted, then public.
    Raises ValueError when an ad under the obligation does not say when these days end.
    """
    if starts_on > today:
        return "REFINING"
    if not reporting_obligation:
        return "PUBLISHED_PUBLIC"
    if obligation_ends_on is None:
        raise ValueError("an ad under the reporting obligation says until when it is restricted")
    return "PUBLISHED_RESTRICTED" if obligation_ends_on >= today else "PUBLISHED_PUBLIC"


def last_day(ends_before: datetime.date | None) -> datetime.date | None:
    """The last day of a period that excludes `ends_before`; None when it is open."""
    return None if ends_before is None else ends_before - datetime.timedelta(days=1)
