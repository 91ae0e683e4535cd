"""Documents for tests: rows with real bytes in the store, without the seconds that reading a photo takes."""

import hashlib
import uuid

import factory

from tandem.facilities.documents.enums import Scan
from tandem.facilities.documents.models import Document, Version
from tandem.facilities.documents.stores import store
from tandem.facilities.documents.tests.paper import PREVIEW_BYTES, pdf_of
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.people.tests.factories import PersonFactory


def own_file(person, purpose=Purpose.DOSSIER, *, now=NOON):
    return open_own_file(acting_as(person, now=now), purpose, now=now)


class DocumentFactory(factory.django.DjangoModelFactory):
    """A CV of one page in the dossier; `DocumentFactory(title="Diploma", kind="diploma", without_version=True)`."""

    class Meta:
        model = Document
        skip_postgeneration_save = True

    class Params:
        without_version = factory.Trait(version=None)

    person = factory.SubFactory(PersonFactory, with_account=True)
    purpose = Purpose.DOSSIER
    kind = "cv"
    title = "CV"
    created_at = NOON
    version = factory.RelatedFactory("tandem.facilities.documents.tests.factories.VersionFactory", "document")


class VersionFactory(factory.django.DjangoModelFactory):
    """The first version of a document, checked for viruses. `words`: what stands on its pages."""

    class Meta:
        model = Version

    class Params:
        waiting = factory.Trait(scan=Scan.WAITING, scanned_at=None)
        not_scanned = factory.Trait(scan=Scan.NOT_SCANNED, scanned_at=None)

    id = factory.LazyFunction(uuid.uuid4)
    document = factory.SubFactory(DocumentFactory, without_version=True)
    number = 1
    added_at = NOON
    added_by = factory.SelfAttribute("document.person.user")
    presence = Presence.ALONE
    scan = Scan.CLEAN
    scanned_at = NOON

    @classmethod
    def _create(cls, model_class, *args, words=("Page 1",), **facts):
        content = pdf_of(*words)
        row = super()._create(
            model_class,
            *args,
            pages=len(words),
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            **facts,
        )
        store().put(row.key, content)
        for page in range(1, row.pages + 1):
            store().put(row.preview_key(page), PREVIEW_BYTES)
        return row
