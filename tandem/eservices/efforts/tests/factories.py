import datetime

import factory

from tandem.eservices.efforts.enums import Channel, Outcome, Workload
from tandem.eservices.efforts.models import Effort, EffortTarget, Proof
from tandem.eservices.efforts.selectors import declaration, efforts_to_file, fingerprint
from tandem.eservices.efforts.services import file_proof
from tandem.eservices.efforts.types import EffortFacts
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.people.tests.factories import PersonFactory

MARCH = datetime.date(2026, 3, 1)
# What a person says about one application, as a browser sends it.
ANSWERS = {
    "applied_on": "2026-03-17",
    "channels": ["electronic"],
    "company": "Muster AG",
    "job_title": "Cook",
    "email": "jobs@example.com",
    "postal_code": "1700",
    "locality": "Fribourg",
    "country": "CH",
    "workload": "full_time",
    "assigned_by_office": "no",
    "outcome": "pending",
}


def facts(**changes) -> EffortFacts:
    """A complete application of 17 March 2026 by e-mail; say only what your test is about."""
    said = {
        "applied_on": datetime.date(2026, 3, 17),
        "channels": (Channel.ELECTRONIC,),
        "company": "Muster AG",
        "job_title": "Cook",
        "postal_code": "1700",
        "locality": "Fribourg",
        "email": "jobs@example.com",
        "assigned_by_office": False,
        "workload": Workload.FULL_TIME,
        "outcome": Outcome.PENDING,
    }
    return EffortFacts(**{**said, **changes})


class EffortFactory(factory.django.DjangoModelFactory):
    """An application of 17 March 2026 by e-mail, noted by the person herself, not filed."""

    class Meta:
        model = Effort

    person = factory.SubFactory(PersonFactory, with_account=True)
    applied_on = datetime.date(2026, 3, 17)
    channels = [Channel.ELECTRONIC]
    company = factory.Sequence(lambda n: f"Muster {n} AG")
    job_title = "Cook"
    postal_code = "1700"
    locality = "Fribourg"
    email = "jobs@example.com"
    assigned_by_office = False
    workload = Workload.FULL_TIME
    outcome = Outcome.PENDING
    written_by = factory.SelfAttribute("person.user")
    presence = Presence.ALONE
    written_at = NOON


class EffortTargetFactory(factory.django.DjangoModelFactory):
    """Eight a month from March 2026 on, agreed with the person's counsellor."""

    class Meta:
        model = EffortTarget

    person = factory.SubFactory(PersonFactory, with_account=True, with_counsellor=True)
    number = 8
    valid_from = MARCH
    agreed_at = NOON
    agreed_by = factory.SelfAttribute("person.counsellor.user")
    office = factory.SelfAttribute("person.office")


def own_file(person, *, now=NOON):
    """The person's own file, opened for her efforts."""
    return open_own_file(acting_as(person, now=now), Purpose.EFFORTS, now=now)


def filed(person, *, month=MARCH, now=NOON, late_reason="") -> Proof:
    """All that the person has noted for the month, filed by the real verb: there is no other way to a proof."""
    acting = own_file(person, now=now)
    seen = fingerprint(efforts_to_file(acting, month, now=now))
    return file_proof(
        acting,
        month=month,
        seen=seen,
        declaration=declaration(),
        language=Language.EN,
        late_reason=late_reason,
        now=now,
    )
