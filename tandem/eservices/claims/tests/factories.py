"""Answers of a claim: a cook, dismissed at the end of March 2026 after two years, two children. Say what differs."""

import datetime
from decimal import Decimal

from tandem.eservices.claims.procedure import KEY
from tandem.eservices.procedures.services import file, open_draft, save_answers
from tandem.eservices.procedures.tests.factories import own_file, seen_of
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose
from tandem.identity.access.tests.factories import NOON


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


ANSWERS = {
    "claim_from": day("2026-04-01"),
    "wanted_degree": 100,
    "nationality": "swiss",
    "permit": None,
    "account": "CH9300762011623852957",
    "maintains_child": False,
    "children": None,
    "has_other_benefits": False,
    "other_benefits": None,
    "invalidity_percent": None,
    "worked_before": True,
    "last_employer": "Gasthof Beispiel",
    "last_job": "Cook",
    "last_from": day("2024-01-01"),
    "last_until": day("2026-03-31"),
    "last_wage": Decimal("6000.00"),
    "has_thirteenth": False,
    "ended_by": "employer",
    "ended_reason": "",
    "has_severance": False,
    "completed_training": None,
    "works_now": False,
    "current_jobs": None,
    "is_self_employed": False,
    "has_stake": False,
    "has_other_jobs": False,
    "other_jobs": None,
    "was_prevented": False,
    "prevented_times": None,
    "had_event": False,
    "life_event": None,
    "event_on": None,
}
CHILD = {"child_name": "Lio", "born_on": day("2015-05-05"), "in_training": True, "allowance_to": "me"}
STUDENT = {
    **ANSWERS,
    "worked_before": False,
    "completed_training": "tertiary",
    **dict.fromkeys(
        ("last_employer", "last_job", "last_from", "last_until", "last_wage", "has_thirteenth", "ended_by"), None
    ),
    "has_severance": None,
    "has_other_jobs": None,
    "was_prevented": True,
    "prevented_times": [
        {"prevented_by": "education", "prevented_from": day("2024-09-01"), "prevented_until": day("2026-03-31")}
    ],
}


def begun_claim(person, *, now=NOON, answers=ANSWERS):
    """An open claim in which all is answered."""
    acting = own_file(person, now=now, purpose=Purpose.CLAIM)
    draft = open_draft(acting, key=KEY, now=now)
    save_answers(acting, draft_id=draft.pk, values=answers, seen={}, now=now)
    return draft


def filed_claim(person, *, now=NOON, answers=ANSWERS):
    """A claim filed by the real verb."""
    draft = begun_claim(person, now=now, answers=answers)
    acting = own_file(person, now=now, purpose=Purpose.CLAIM)
    return file(acting, draft_id=draft.pk, seen=seen_of(draft, now=now), language=Language.EN, now=now)
