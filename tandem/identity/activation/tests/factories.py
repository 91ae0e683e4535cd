import datetime

import factory

from tandem.identity.activation.enums import Verdict
from tandem.identity.activation.models import PriorEntry
from tandem.identity.people.tests.factories import PersonFactory


class PriorEntryFactory(factory.django.DjangoModelFactory):
    """An entry that waits for the person's answer."""

    class Meta:
        model = PriorEntry

    class Params:
        contested = factory.Trait(
            verdict=Verdict.CONTESTED, reason="I never lived there.", said_at=factory.SelfAttribute("listed_at")
        )

    person = factory.SubFactory(PersonFactory, with_account=True)
    kind = "people.Person"
    key = factory.Sequence(lambda n: f"fact-{n}")
    heading = "Street"
    text = "Beispielweg 3"
    listed_at = datetime.datetime(2026, 4, 3, 10, 0, tzinfo=datetime.UTC)
