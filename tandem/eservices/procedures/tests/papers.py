"""Forms that ask for documents, and the documents."""

from tandem.eservices.procedures import attaching
from tandem.eservices.procedures.selectors import draft_of
from tandem.eservices.procedures.tests.factories import ANSWERS, answered, own_file
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.facilities.documents.tests.paper import pdf_of
from tandem.facilities.documents.types import Upload
from tandem.identity.access.tests.factories import NOON, acting_as

PDF = [Upload("Ausweis.pdf", pdf_of("One page"))]


def draft_of_person(person, remark=""):
    return answered(person, answers={**ANSWERS, "remark": remark})


def sheet(draft, person):
    return draft_of(acting_as(person), draft.pk, now=NOON)


def certificate(draft, person):
    return next(asked.mark for asked in sheet(draft, person).asked_documents if asked.kind == "certificate")


def attach(draft, person, mark=None, *, acting=None, **source):
    return attaching.attach(
        acting or own_file(person),
        draft_id=draft.pk,
        mark=mark or certificate(draft, person),
        now=NOON,
        **(source or {"uploads": PDF}),
    )


def hand_in(filing, person, **source):
    mark = filing.documents.get(kind="certificate").asked.mark
    source = source or {"uploads": PDF}
    return attaching.hand_in(own_file(person), filing_id=filing.pk, mark=mark, now=NOON, **source)


def kept(person):
    return DocumentFactory(person=person).versions.get()
