"""What the answers of a claim say, as values of the law. Bears answers that are not there yet."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tandem.eservices.claims import rules
from tandem.eservices.claims.enums import AllowanceTo, EndedBy, Nationality
from tandem.eservices.claims.types import History, Job, Span
from tandem.eservices.entitlement.enums import Training
from tandem.eservices.entitlement.types import Period, Situation
from tandem.eservices.procedures.types import Answers
from tandem.eservices.registration.enums import Ended
from tandem.eservices.registration.rules import EUROPE, SWITZERLAND


def through(first: datetime.date, last: datetime.date) -> Period:
    """From a first to a last day, both included."""
    return Period(first, last + datetime.timedelta(days=1))


def jobs_of(answers: Answers) -> tuple[Job, ...]:
    """All ended employments that are told completely, the last one first."""
    return tuple(_jobs(answers))


def spans_of(answers: Answers) -> tuple[Span, ...]:
    """The times in which somebody could not work."""
    return tuple(
        Span(kind=row["prevented_by"], period=through(row["prevented_from"], row["prevented_until"]))
        for row in answers.get("prevented_times") or []
    )


def history_of(answers: Answers) -> History | None:
    """None until the first day is known."""
    opens_on = answers.get("claim_from")
    if opens_on is None:
        return None
    return History(opens_on=opens_on, jobs=jobs_of(answers), spans=spans_of(answers), event_on=answers.get("event_on"))


def situation_of(answers: Answers, born: datetime.date | None) -> Situation | None:
    """What the entitlement is computed from; None while the first day or the date of birth is not known."""
    history = history_of(answers)
    if history is None or born is None:
        return None
    children = answers.get("children") or []
    training = answers.get("completed_training")
    return rules.situation(
        history,
        born=born,
        child_under_25=rules.maintains_child_under_25((child["born_on"] for child in children), history.opens_on),
        invalidity_40=(answers.get("invalidity_percent") or 0) >= rules.INVALIDITY_FROM,
        training=Training(training) if training else Training.OTHER,
        supplements=sum(child["allowance_to"] == AllowanceTo.NOBODY for child in children),
    )


def kept(answers: Answers) -> dict[str, Any]:
    """Of an earlier claim what another one asks again, and what does not change by itself."""
    return {name: answers.get(name) or None for name in ("nationality", "permit", "account", "completed_training")}


def from_registration(answers: Answers, registered_on: datetime.date) -> dict[str, Any]:
    """Of a registration what the claim asks, too; None for what it left open. Never for days before it (LACI 17)."""
    last_day, country = answers.get("last_day"), answers.get("nationality")
    ended = answers.get("ended")
    starts = [registered_on, answers.get("wanted_from"), last_day + datetime.timedelta(days=1) if last_day else None]
    return {
        "claim_from": max(day for day in starts if day),
        "wanted_degree": answers.get("wanted_workload"),
        "nationality": _nationality(country) if country else None,
        "permit": answers.get("permit") or None,
        "worked_before": answers.get("had_work"),
        "last_employer": answers.get("last_employer") or None,
        "last_job": answers.get("last_job") or None,
        "ended_by": _ENDED.get(ended) if ended else None,
    }


def _nationality(country: str) -> str:
    if country == SWITZERLAND:
        return Nationality.SWISS.value
    return (Nationality.EU_EFTA if country in EUROPE else Nationality.OTHER).value


_ENDED = {
    Ended.EMPLOYER.value: EndedBy.EMPLOYER.value,
    Ended.SELF.value: EndedBy.SELF.value,
    Ended.MUTUAL.value: EndedBy.BOTH.value,
    Ended.FIXED_TERM.value: EndedBy.TERM.value,
}


def _jobs(answers: Answers) -> Iterator[Job]:
    last = [answers.get(name) for name in ("last_from", "last_until", "last_wage")]
    if None not in last:
        wage: Decimal = answers["last_wage"]
        yield Job(
            period=through(answers["last_from"], answers["last_until"]),
            wage=wage * rules.THIRTEENTH if answers.get("has_thirteenth") else wage,
        )
    for row in answers.get("other_jobs") or []:
        yield Job(period=through(row["ended_from"], row["ended_until"]), wage=row["ended_wage"])
