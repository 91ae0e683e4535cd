"""What a filed claim answers for other forms and for the calculators: nobody is asked twice.

Only in the person's own hands: who may see the monthly form may not, for that, see the claim.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from tandem.eservices.claims import answers as claims_answers
from tandem.eservices.claims.answers import situation_of
from tandem.eservices.claims.procedure import FILED_ON, KEY
from tandem.eservices.entitlement import rules as law
from tandem.eservices.entitlement.types import Explanation, Situation
from tandem.eservices.procedures.selectors import all_of, answers_of, latest_that_counts
from tandem.eservices.procedures.types import Context
from tandem.eservices.registration.selectors import filed_registration
from tandem.foundation.clock import day_of
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary

if TYPE_CHECKING:
    from tandem.eservices.procedures.models import Filing

INSURED_MONTH = "claims.insured_month"
CHILD_UNDER_25 = "claims.child_under_25"
INVALIDITY_40 = "claims.invalidity_40"
OPENED_ON = "claims.opened_on"
RATE = "claims.rate"
SOURCES = (FILED_ON, OPENED_ON, INSURED_MONTH, CHILD_UNDER_25, INVALIDITY_40, RATE)
# A mark of a person (`people.registry.add_mark`): whether she has ever filed a claim.
CLAIMED = "claims.filed"
# What she has said already, when she registered or when she claimed before, by the names of the questions.
SAID = {
    f"claims.{name}": (name,)
    for name in (
        "claim_from",
        "wanted_degree",
        "nationality",
        "permit",
        "account",
        "worked_before",
        "last_employer",
        "last_job",
        "ended_by",
        "completed_training",
    )
}
# Names of the calculators' questions where they are not those of a situation.
WORKED = "worked"


def claims() -> QuerySet[Filing]:
    return all_of(KEY)


def claimed(file: Acting, context: Context) -> dict[str, Any]:
    """The values of all `claims` sources; None for each where nothing was claimed, or somebody else looks."""
    if file.purpose is not Purpose.CLAIM:
        if not file.is_own_file:
            return dict.fromkeys(SOURCES)
        file = file.herself(file.file(), Purpose.CLAIM)
    filing = _latest(file)
    if filing is None:
        return dict.fromkeys(SOURCES)
    situation = situation_of(answers_of(filing), person_summary(file).birth_date)
    insured = _insured(situation)
    return {
        FILED_ON: day_of(filing.filed_at),
        OPENED_ON: situation.opens_on if situation else None,
        INSURED_MONTH: insured.figure if insured else None,
        CHILD_UNDER_25: situation.child_under_25 if situation else None,
        INVALIDITY_40: situation.invalidity_40 if situation else None,
        RATE: law.rate(insured.figure, situation.child_under_25, situation.invalidity_40)
        if situation and insured
        else None,
    }


def said_before(file: Acting, context: Context) -> dict[str, Any]:
    """The answers of her registration, and of an earlier claim what outlives it. Only in her own hands."""
    if not file.is_own_file:
        return dict.fromkeys(SAID)
    earlier, registered = _latest(file.herself(file.file(), Purpose.CLAIM)), filed_registration(file)
    kept = claims_answers.kept(answers_of(earlier)) if earlier else {}
    if registered and (earlier is None or registered.filed_at > earlier.filed_at):
        kept |= claims_answers.from_registration(answers_of(registered), registered.received_on)
    return {name: kept.get(name.partition(".")[2]) for name in SAID}


def known_to_calculators(acting: Acting, now: datetime.datetime) -> dict[str, Any]:
    """The answers of the latest claim, by the calculators' questions."""
    file = open_own_file(acting, Purpose.CLAIM, now=now)
    filing = _latest(file)
    situation = situation_of(answers_of(filing), person_summary(file).birth_date) if filing else None
    if situation is None:
        return {}
    insured = _insured(situation)
    return {
        "opens_on": situation.opens_on,
        "age": situation.age,
        "before": situation.ground.value if situation.ground else WORKED,
        "contribution_months": round(situation.contribution_months, 1),
        "average_6": _cents(situation.average_6),
        "average_12": _cents(situation.average_12),
        "training": situation.training.value,
        "child_under_25": situation.child_under_25,
        "supplements": situation.supplements or None,
        "invalidity_40": situation.invalidity_40,
        "insured_month": insured.figure if insured else None,
    }


def _latest(file: Acting) -> Filing | None:
    return latest_that_counts(file, key=KEY)


def _insured(situation: Situation | None) -> Explanation[Any] | None:
    return law.insured_of(situation) if situation else None


def _cents(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else round(amount, 2)
