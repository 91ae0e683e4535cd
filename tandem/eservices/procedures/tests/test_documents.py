import datetime

import pytest
from django.db import DatabaseError, transaction

from tandem.eservices.procedures import attaching, refusals, services
from tandem.eservices.procedures.enums import Standing
from tandem.eservices.procedures.models import Attachment, HandedIn
from tandem.eservices.procedures.selectors import documents_of, filing_of, my_procedures, received, to_bring
from tandem.eservices.procedures.tests.factories import KEY, answered, filed, own_file, seen_of, with_documents
from tandem.eservices.procedures.tests.papers import attach, certificate, draft_of_person, hand_in, kept, sheet
from tandem.facilities.documents import services as documents
from tandem.facilities.documents.models import Document, Version
from tandem.facilities.documents.tests.conftest import in_process  # noqa: F401 - a fixture
from tandem.facilities.documents.tests.factories import VersionFactory
from tandem.facilities.receipts.rules import in_groups
from tandem.facilities.receipts.selectors import matches
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import a_helper, granted
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_else", "in_process")]


@pytest.fixture(autouse=True)
def _declared(nothing_else, declared):
    declared(**with_documents())


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


class TestAttach:
    def test_puts_new_files_to_what_asks_for_them(self, person):
        draft = draft_of_person(person)
        row = attach(draft, person)

        (paper,) = sheet(draft, person).papers
        assert (paper.standing, [file.id for file in paper.files]) == (Standing.ADDED, [row.version_id])
        assert Document.objects.get().purpose == Purpose.MONTHLY_FORM

    def test_takes_what_the_person_keeps_already(self, person):
        draft, version = draft_of_person(person), kept(person)
        attach(draft, person, version_id=version.pk)

        assert sheet(draft, person).papers[0].files[0].sha256 == version.sha256

    def test_hides_what_somebody_else_keeps(self, person):
        draft, strange = draft_of_person(person), kept(PersonFactory(with_account=True))
        with pytest.raises(Hidden):
            attach(draft, person, version_id=strange.pk)

    def test_is_not_for_another_persons_draft(self, person):
        draft = draft_of_person(person)
        with pytest.raises(Hidden):
            attach(draft, person, acting=own_file(PersonFactory(with_account=True)))
        assert not Document.objects.exists()

    def test_refuses_what_nobody_asks_for(self, person):
        draft = draft_of_person(person)
        with pytest.raises(refusals.NotAskedFor):
            attach(draft, person, "permit")
        assert not Document.objects.exists()

    def test_keeps_nothing_when_the_answers_changed_while_the_files_were_read(self, person, monkeypatch):
        draft = draft_of_person(person)
        mark = certificate(draft, person)
        add = documents.add

        def meanwhile(acting, **facts):
            services.save_answers(
                own_file(person), draft_id=draft.pk, values={"worked": False}, seen={"worked": 1}, now=NOON
            )
            return add(acting, **facts)

        monkeypatch.setattr(documents, "add", meanwhile)
        with pytest.raises(refusals.NotAskedFor):
            attach(draft, person, mark)
        assert Document.objects.kept().count() == 0

    def test_says_in_the_ledger_when_somebody_else_does_it(self, person):
        draft = draft_of_person(person)
        member = a_helper()
        granted(person, member, Terms({Purpose.MONTHLY_FORM: Reach.SEND}, Duration.SIX_MONTHS))
        helper = open_file(member, person.pk, Purpose.MONTHLY_FORM, now=NOON)

        attach(draft, person, acting=helper)
        attach(draft, person)

        assert LedgerEntry.objects.filter(verb="procedures.attach").count() == 1

    def test_is_refused_by_the_database_once_it_is_filed(self, person):
        draft = draft_of_person(person)
        row = attach(draft, person)
        filed(draft)
        row.pk = None

        with pytest.raises(DatabaseError, match="takes no"), transaction.atomic():
            row.save(force_insert=True)


class TestDetach:
    def test_deletes_what_was_uploaded_for_the_form(self, person):
        draft = draft_of_person(person)
        row = attach(draft, person)

        attaching.detach(own_file(person), draft_id=draft.pk, attachment_id=row.pk, now=NOON)

        assert sheet(draft, person).papers[0].standing is Standing.LATER
        assert Version.objects.get().emptied_at

    def test_leaves_in_its_place_what_was_kept_before(self, person):
        draft, version = draft_of_person(person), kept(person)
        row = attach(draft, person, version_id=version.pk)

        attaching.detach(own_file(person), draft_id=draft.pk, attachment_id=row.pk, now=NOON)

        assert not Attachment.objects.exists()
        assert Document.objects.kept().exists()


class TestDraft:
    def test_asks_no_query_where_no_document_is_asked_for(self, person, django_assert_num_queries):
        draft = answered(person, answers={"worked": False, "ill": False})
        found = sheet(draft, person)
        with django_assert_num_queries(0):
            assert found.papers == ()

    def test_does_not_count_what_the_person_has_deleted(self, person):
        draft, version = draft_of_person(person), kept(person)
        attach(draft, person, version_id=version.pk)
        documents.remove(own_file(person, purpose=Purpose.DOSSIER), document_id=version.document_id, now=NOON)

        assert sheet(draft, person).papers[0].standing is Standing.LATER

    def test_needs_no_document_that_is_there_already(self, person, declared):
        declared(
            key="tests.certified",
            **with_documents(satisfied=lambda asked, _context: asked.about == "Beck am Bach"),
        )
        draft = answered(person, key="tests.certified")

        assert sheet(draft, person).papers[0].standing is Standing.THERE


class TestFile:
    def test_waits_for_what_must_go_along(self, person):
        draft = draft_of_person(person, remark="permit")
        with pytest.raises(refusals.DocumentMissing, match="A copy of your permit"):
            filed(draft)

        attach(draft, person, "permit")
        assert filed(draft).content.payload["documents"][1]["standing"] == "added"

    def test_puts_kind_and_fingerprint_into_what_is_sent_and_into_the_text_seen(self, person):
        draft, version = draft_of_person(person), kept(person)
        attach(draft, person, version_id=version.pk)
        content = filed(draft).content

        (document,) = content.payload["documents"]
        assert (document["kind"], document["about"], document["standing"]) == ("certificate", "Beck am Bach", "added")
        assert document["files"] == [
            {"title": "CV", "pages": 1, "sha256": version.sha256, "version": str(version.pk)},
        ]
        (row,) = content.text_seen["sections"][-1]["rows"]
        assert row["question"] == "The certificate of Beck am Bach."
        assert in_groups(version.sha256) in row["answer"]

    def test_refuses_a_page_on_which_a_document_was_not_yet(self, person):
        draft = draft_of_person(person)
        seen = seen_of(draft)
        attach(draft, person)

        with pytest.raises(refusals.AnswersChanged):
            services.file(own_file(person), draft_id=draft.pk, seen=seen, language=Language.EN, now=NOON)

    def test_says_what_comes_later(self, person):
        filing = filed(draft_of_person(person))

        (line,) = [line for line in my_procedures(acting_as(person), now=NOON) if line.receipt]
        assert (line.receipt, line.to_bring) == (filing.receipt.number, 1)


class TestToBring:
    def lines(self, person):
        return to_bring(acting_as(person), now=NOON)

    def test_names_the_document_and_the_filing_it_belongs_to(self, person):
        filing = filed(draft_of_person(person))

        (line,) = self.lines(person)
        assert (line.number, line.subject, line.wanted_by) == (filing.receipt.number, filing.subject, None)
        assert line.asked.sentence == "The certificate of Beck am Bach."

    def test_asks_for_nothing_that_came_or_that_was_taken_back(self, person):
        filing = filed(draft_of_person(person))
        hand_in(filing, person)
        assert self.lines(person) == ()

        other = PersonFactory(with_account=True)
        taken_back = filed(draft_of_person(other))
        services.withdraw(own_file(other), filing_id=taken_back.pk, now=NOON)
        assert self.lines(other) == ()

    def test_asks_again_for_what_a_virus_was_found_in(self, person):
        filing, waits = filed(draft_of_person(person)), VersionFactory(document__person=person, waiting=True)
        row = hand_in(filing, person, version_id=waits.pk)
        Version.objects.filter(pk=row.version_id).update(scan="infected", scanned_at=NOON, emptied_at=NOON)

        assert [line.number for line in self.lines(person)] == [filing.receipt.number]

    def test_puts_what_is_wanted_by_a_day_first(self, person, declared):
        day = datetime.date(2026, 4, 20)
        declared(key="tests.wanted", **with_documents(wanted_by=lambda _asked, _context: day))
        filed(draft_of_person(person))
        filed(answered(person, key="tests.wanted"))

        assert [line.wanted_by for line in self.lines(person)] == [day, None]

    def test_costs_one_query_beside_the_gate_where_nothing_is_missing(self, person, django_assert_num_queries):
        hand_in(filed(draft_of_person(person)), person)
        acting = acting_as(person)
        with django_assert_num_queries(2):
            assert to_bring(acting, now=NOON) == ()

    def test_are_hers_alone(self, person):
        filed(draft_of_person(person))
        with pytest.raises(Hidden):
            to_bring(acting_as_member(person.counsellor), now=NOON)
        assert self.lines(PersonFactory(with_account=True)) == ()


class TestHandIn:
    def test_gives_a_receipt_of_its_own_and_completes_the_list(self, person):
        filing = filed(draft_of_person(person))
        row = hand_in(filing, person)

        assert matches(row.receipt, row.payload)
        assert row.payload["filing"] == filing.receipt.number
        assert row.payload["document"]["sha256"] == row.version.sha256
        assert [line.to_bring for line in my_procedures(acting_as(person), now=NOON) if line.receipt] == [0]

    def test_happens_once_for_one_document(self, person):
        filing, version = filed(draft_of_person(person)), kept(person)
        first = hand_in(filing, person, version_id=version.pk)

        assert hand_in(filing, person, version_id=version.pk) == first
        assert HandedIn.objects.count() == 1

    def test_is_refused_for_what_was_corrected(self, person):
        first = filed(draft_of_person(person))
        correction = services.start_correction(own_file(person), filing_id=first.pk, reason="One more job.", now=NOON)
        filed(correction)

        with pytest.raises(refusals.FilingReplaced):
            hand_in(first, person)

    def test_is_not_for_another_person(self, person):
        filing = filed(draft_of_person(person))
        with pytest.raises(Hidden):
            hand_in(filing, PersonFactory(with_account=True))
        assert not Document.objects.exists()

    def test_goes_along_with_a_correction(self, person):
        first = filed(draft_of_person(person))
        row = hand_in(first, person)
        correction = services.start_correction(own_file(person), filing_id=first.pk, reason="One more job.", now=NOON)

        assert [file.id for file in sheet(correction, person).papers[0].files] == [row.version_id]

    def test_stays_as_it_was(self, person):
        row = hand_in(filed(draft_of_person(person)), person)
        for change in (HandedIn.objects.filter(pk=row.pk).update, lambda **_facts: row.delete()):
            with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
                change(payload={"x": 1})

    def test_is_not_needed_once_somebody_else_has_brought_it(self, person, declared):
        there = []
        declared(key="tests.certified", **with_documents(satisfied=lambda _asked, _context: bool(there)))
        filing = filed(answered(person, key="tests.certified"))
        there.append("certificate")

        file, filing = filing_of(acting_as(person), filing.receipt.number, now=NOON)
        assert documents_of(file, filing, now=NOON).there == {filing.documents.get().pk}
        assert [line.to_bring for line in my_procedures(acting_as(person), now=NOON) if line.receipt] == [0]


class TestDesk:
    """The fund, which receives the tests' form."""

    def officer(self, person, purpose=Purpose.MONTHLY_FORM):
        return open_file(acting_as_member(person.fund.memberships.first()), person.pk, purpose, now=NOON)

    def test_opens_what_came_with_a_form_and_after_it(self, person):
        MembershipFactory(fund_officer=True, organisation=person.fund)
        draft = draft_of_person(person)
        row = attach(draft, person)
        with pytest.raises(Hidden):
            documents.fetch(self.officer(person), version_id=row.version_id, now=NOON)

        filing = filed(draft)
        late = hand_in(filing, person)
        for version_id in (row.version_id, late.version_id):
            assert documents.fetch(self.officer(person), version_id=version_id, now=NOON).content[:4] == b"%PDF"

        (found,) = received(self.officer(person), key=KEY)
        assert [(one.kind, one.receipt) for one in found.documents] == [
            ("certificate", ""),
            ("certificate", late.receipt.number),
        ]

    def test_keeps_what_it_received_when_the_person_deletes_hers(self, person):
        draft, version = draft_of_person(person), kept(person)
        attach(draft, person, version_id=version.pk)
        filed(draft)
        documents.remove(own_file(person, purpose=Purpose.DOSSIER), document_id=version.document_id, now=NOON)

        version.refresh_from_db()
        assert version.emptied_at is None
