"""What must hold between the values of one ad, said as sentences before the database says it as a constraint."""

import datetime

from tandem.market.ads.enums import AdStatus
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.types import AdRecord

LONGEST_DESCRIPTION = 50_000


def check(record: AdRecord) -> AdRecord:
    """The same record, or `Rejected` with the first thing that cannot be true."""
    _texts(record)
    _work(record)
    _publication(record)
    return record


def _texts(record: AdRecord) -> None:
    if not record.texts:
        raise Rejected("title", "The ad has no text.")
    for text in record.texts:
        if not text.title:
            raise Rejected("title", "The title is missing.")
    languages = [text.language for text in record.texts]
    if len(set(languages)) < len(languages):
        raise Rejected("language", "Two texts of the ad are in the same language.")


def _work(record: AdRecord) -> None:
    if (
        record.workload_min is not None
        and record.workload_max is not None
        and record.workload_min > record.workload_max
    ):
        raise Rejected(
            "workload",
            f"The workload goes from {record.workload_min} to {record.workload_max} percent, which is backwards.",
        )
    starts, ends = record.employment_starts_on, record.employment_ends_on
    if starts and ends and ends < starts:
        raise Rejected("employment", f"The work ends on {ends}, before it starts on {starts}.")
    if record.permanent and record.short_employment:
        raise Rejected("employment", "The job is said to be permanent and to last 14 days at most.")
    if record.permanent and ends:
        raise Rejected("employment", f"The job is said to be permanent and to end on {ends}.")


def _publication(record: AdRecord) -> None:
    starts, ends = record.publication_starts_on, record.publication_ends_before
    if starts and ends and ends <= starts:
        last = ends - datetime.timedelta(days=1)
        raise Rejected("publication", f"The publication ends on {last}, before it starts on {starts}.")
    if record.status == AdStatus.CANCELLED and not (record.cancelled_on and record.cancellation_code):
        raise Rejected("cancellationCode", "The ad is withdrawn, but does not say when and why.")
    if record.status == AdStatus.PUBLISHED_RESTRICTED:
        if not record.reporting_obligation:
            raise Rejected("reportingObligation", "The ad is restricted, but not under the reporting obligation.")
        if not record.reporting_obligation_ends_on:
            raise Rejected("reportingObligationEndDate", "The ad is restricted, but does not say until when.")
