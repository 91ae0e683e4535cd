"""What was added to a form and went with none is dropped after thirty days, and nothing else is."""

import datetime
import uuid

import pytest

from tandem.eservices.procedures import services
from tandem.eservices.procedures.selectors.nightly import documents_to_drop
from tandem.eservices.procedures.tests.factories import filed, own_file, with_documents
from tandem.eservices.procedures.tests.papers import attach, draft_of_person, hand_in
from tandem.facilities.documents.models import Version
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import system
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_else")]

PLATFORM = system("LPD 6 al. 4")
JUST_BEFORE = NOON + datetime.timedelta(days=30)
LATER = JUST_BEFORE + datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _declared(nothing_else, declared):
    declared(**with_documents())


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


@pytest.fixture
def left(person):
    """Added to a form of hers and left alone."""
    return DocumentFactory(person=person, purpose=Purpose.MONTHLY_FORM, kind="certificate")


def drop(document, now=LATER, acting=PLATFORM):
    return services.drop_unused(acting, document_id=document.pk, now=now)


def found(now=LATER):
    return [document_id for document_id, _person, _purpose in documents_to_drop(now=now)]


class TestDropping:
    def test_destroys_the_content_and_tells_her(self, person, left):
        assert drop(left) is True

        left.refresh_from_db()
        assert left.removed_at == LATER
        assert left.versions.get().emptied_at == LATER
        row = LedgerEntry.objects.get(person=person, verb="documents.forget")
        assert (row.capacity, row.purpose) == ("system", Purpose.MONTHLY_FORM)

    def test_waits_for_thirty_days(self, left):
        assert found(JUST_BEFORE) == []
        assert drop(left, JUST_BEFORE) is False
        assert found() == [left.pk]

    def test_leaves_what_a_form_needs(self, person, left):
        version = left.versions.get()
        attach(draft_of_person(person), person, version_id=version.pk)

        assert found() == []
        assert drop(left) is False

    def test_takes_what_stood_in_a_form_that_was_removed(self, person, left):
        draft = draft_of_person(person)
        attach(draft, person, version_id=left.versions.get().pk)
        services.discard_draft(own_file(person), draft_id=draft.pk, now=NOON)

        assert found() == [left.pk]

    def test_leaves_what_was_handed_in(self, person, left):
        hand_in(filed(draft_of_person(person)), person, version_id=left.versions.get().pk)

        assert found() == []

    def test_leaves_her_dossier_alone(self, person):
        DocumentFactory(person=person)

        assert found() == []

    def test_is_the_platforms_alone(self, person, left):
        for acting in (acting_as(person), own_file(person)):
            with pytest.raises(Hidden):
                drop(left, acting=acting)
            with pytest.raises(Hidden):
                services.drop_all_unused(acting, now=LATER)
        assert not Version.objects.exclude(emptied_at=None).exists()

    def test_of_nothing_is_no_error(self):
        assert services.drop_unused(PLATFORM, document_id=uuid.uuid4(), now=LATER) is False

    def test_asks_for_one_job_each(self, person, left, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            assert services.drop_all_unused(PLATFORM, now=LATER) == 1
        for _more in range(4):
            DocumentFactory(person=person, purpose=Purpose.MONTHLY_FORM, kind="certificate")

        assert services.drop_all_unused(PLATFORM, now=LATER) == 5
