"""A spell of illness, reported by the real verb."""

import datetime

from tandem.eservices.declarations import incapacity
from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.tests.factories import filed, own_file
from tandem.identity.access.enums import Purpose
from tandem.identity.people.tests.factories import PersonFactory

NOW = datetime.datetime(2026, 11, 5, 11, tzinfo=datetime.UTC)
ILL = {
    "reason": "illness",
    "incapable_from": datetime.date(2026, 11, 2),
    "is_over": True,
    "incapable_to": datetime.date(2026, 11, 4),
    "degree": 100,
}


def reported(person=None, *, now=NOW, **facts):
    """Files a notice as the person would."""
    person = person or PersonFactory(with_account=True)
    file = own_file(person, now=now, purpose=Purpose.INCAPACITY)
    draft = engine.open_draft(file, key=incapacity.KEY, now=now)
    engine.save_answers(file, draft_id=draft.pk, values={**ILL, **facts}, seen={}, now=now)
    return filed(draft, now=now)
