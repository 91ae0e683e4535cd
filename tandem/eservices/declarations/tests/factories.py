"""A spell of illness, reported by the real verb."""

import datetime
from decimal import Decimal

import factory

from tandem.eservices.declarations import incapacity, monthly
from tandem.eservices.declarations.enums import Asked
from tandem.eservices.declarations.models import AskedPaper
from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.tests.factories import begun, filed, own_file
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

# An employer whose certificate the form of the month asks for.
WORK = {"worked": True, "employers": [{"employer": "Beck am Bach", "hours": Decimal(8), "gross": Decimal(240)}]}


def reported(person=None, *, now=NOW, **facts):
    """Files a notice as the person would."""
    person = person or PersonFactory(with_account=True)
    file = own_file(person, now=now, purpose=Purpose.INCAPACITY)
    draft = engine.open_draft(file, key=incapacity.KEY, now=now)
    engine.save_answers(file, draft_id=draft.pk, values={**ILL, **facts}, seen={}, now=now)
    return filed(draft, now=now)


def month_filed(person=None, *, month=datetime.date(2026, 10, 1), now=NOW, **answers):
    """Files the form of a month, with nothing to report unless `answers` say otherwise."""
    person = person or PersonFactory(with_account=True)
    draft = begun(person, now=now, subject=f"{month:%Y-%m}", key=monthly.KEY)
    values = {**monthly.NOTHING.answers, "workload": 100, **answers}
    engine.save_answers(own_file(person, now=now), draft_id=draft.pk, values=values, seen={}, now=now)
    return filed(draft, now=now)


class AskedPaperFactory(factory.django.DjangoModelFactory):
    """A medical certificate that a filed form asks for and that is not here."""

    class Meta:
        model = AskedPaper

    filing = factory.LazyFunction(month_filed)
    person = factory.SelfAttribute("filing.person")
    kind = Asked.MEDICAL_CERTIFICATE
