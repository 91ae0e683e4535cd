import datetime
import re

import factory

from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.recovery import services
from tandem.identity.recovery.enums import Document
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


def file_of(person, membership, now=NOON):
    return open_file(acting_as_member(membership), person.pk, Purpose.LOG_IN, now=now)


def begin(person, membership=None, now=NOON):
    file = file_of(person, membership or person.counsellor, now)
    services.begin(file, document=Document.PASSPORT, now=now)
    return Recovery.objects.get(person=person, state="waiting")


def stop_code():
    body = Outgoing.objects.filter(kind="mail", topic="recovery.notice").order_by("-pk")[0].body
    return re.search(r"code: (\w{5} \w{5})", body).group(1)
