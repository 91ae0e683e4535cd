"""Answers of a registration: a saleswoman of Bern, dismissed at the end of February 2026. Say what differs."""

import datetime

from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.tests.factories import filed, own_file
from tandem.eservices.registration.types import REGISTRATION
from tandem.identity.access.enums import Purpose

ANSWERS = {
    "nationality": "CH",
    "permit": "",
    "civil_status": "single",
    "had_work": True,
    "last_employer": "Beck am Bach",
    "last_job": "Verkäuferin",
    "last_day": datetime.date(2026, 2, 27),
    "ended": "employer",
    "notice_on": datetime.date(2025, 11, 28),
    "wanted_from": datetime.date(2026, 3, 2),
    "wanted_workload": 80,
    "wanted_jobs": "Verkauf",
    "wanted_places": "Bern",
    "wants_benefit": True,
    "fund": "none",
}


def registered(person, *, now, **facts):
    """A registration filed by the real verb."""
    file = own_file(person, now=now, purpose=Purpose.REGISTRATION)
    draft = engine.open_draft(file, key=REGISTRATION, now=now)
    engine.save_answers(file, draft_id=draft.pk, values={**ANSWERS, **facts}, seen={}, now=now)
    filing = filed(draft, now=now)
    person.refresh_from_db()
    return filing
