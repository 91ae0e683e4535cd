import datetime

import factory

from tandem.identity.access.tests.factories import NOON
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.recovery.models import Recovery


class RecoveryFactory(factory.django.DjangoModelFactory):
    """Begun at noon by the person's counsellor, ready a day later."""

    class Meta:
        model = Recovery

    person = factory.SubFactory(PersonFactory, with_account=True, with_counsellor=True)
    user = factory.SelfAttribute("person.user")
    office = factory.SelfAttribute("person.office")
    document = "passport"
    stop_hash = factory.Sequence(lambda n: f"{n:064}")
    begun_at = NOON
    begun_by = factory.SelfAttribute("person.counsellor.user")
    ready_at = NOON + datetime.timedelta(hours=24)
    lapses_at = NOON + datetime.timedelta(days=15)
