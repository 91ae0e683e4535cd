"""What somebody uploads."""

import datetime

from tandem.facilities.documents import services
from tandem.facilities.documents.tests.factories import own_file
from tandem.facilities.documents.tests.paper import pdf_of
from tandem.facilities.documents.types import Upload
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system

LATER = NOON + datetime.timedelta(minutes=5)
QUARANTINE = system("test")


def page(words="Zeugnis", name="Zeugnis.pdf"):
    return Upload(name=name, content=pdf_of(words))


def add(person, *uploads, now=NOON, **more):
    return services.add(own_file(person), kind="cv", uploads=uploads or (page(),), now=now, **more)
