import pytest

from tandem.facilities.documents import selectors, services
from tandem.facilities.documents.enums import Fault, Scan
from tandem.facilities.documents.models import Document, Version
from tandem.facilities.documents.stores import store
from tandem.facilities.documents.tests.factories import VersionFactory, own_file
from tandem.facilities.documents.tests.paper import pdf_of
from tandem.facilities.documents.tests.uploads import LATER, QUARANTINE, add, page
from tandem.facilities.documents.types import StoreFault, Upload, Verdict
from tandem.facilities.notifications.models import Message
from tandem.foundation.refusals import Hidden
from tandem.identity.access.tests.factories import NOON
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


@pytest.mark.usefixtures("in_process")
class TestScan:
    def test_looks_at_each_file_before_it_is_opened(self, person, scanner):
        one, two = page("One"), page("Two")

        facts = add(person, one, two)

        assert scanner.seen == [one.content, two.content]
        assert (facts.scan, Version.objects.get().scanned_at) == (Scan.CLEAN, NOON)

    def test_refuses_what_is_infected_and_opens_it_never(self, person, scanner, monkeypatch):
        scanner.verdict = Verdict.INFECTED
        monkeypatch.setattr("tandem.facilities.documents.sandbox.build", lambda *_files, **_how: pytest.fail("opened"))

        with pytest.raises(services.FileRefused) as refused:
            add(person)

        assert refused.value.fault == Fault.VIRUS
        assert not Document.objects.exists()

    def test_without_an_answer_it_waits_in_quarantine(self, person, scanner):
        scanner.verdict = None
        facts = add(person)

        assert (facts.scan, facts.is_ready) == (Scan.WAITING, False)
        assert selectors.quarantine() == {"number": 1, "oldest": NOON}
        with pytest.raises(services.NotChecked):
            services.fetch(own_file(person), version_id=facts.id, now=NOON)
        with pytest.raises(services.NotChecked):
            services.add_pages(own_file(person), document_id=facts.document_id, uploads=(page(),), now=NOON)
        # What we drew ourselves she may see.
        assert services.fetch_preview(own_file(person), version_id=facts.id, page=1).content

    def test_is_tried_again_until_somebody_answers(self, person, scanner):
        scanner.verdict = None
        facts = add(person)
        assert services.scan_waiting(QUARANTINE, now=LATER) == 0
        assert Version.objects.get().scan == Scan.WAITING

        scanner.verdict = Verdict.CLEAN
        assert services.scan_waiting(QUARANTINE, now=LATER) == 1
        assert services.fetch(own_file(person), version_id=facts.id, now=LATER).content

    def test_destroys_what_turns_out_infected_and_says_so(self, person, scanner, django_capture_on_commit_callbacks):
        scanner.verdict = None
        facts = add(person)
        scanner.verdict = Verdict.INFECTED
        told = []
        receiver = lambda **news: told.append(news["version_id"])  # noqa: E731
        services.infected.connect(receiver, weak=False)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                services.scan_waiting(QUARANTINE, now=LATER)
        finally:
            services.infected.disconnect(receiver)

        row = Version.objects.get()
        assert (row.scan, row.emptied_at, told) == (Scan.INFECTED, LATER, [facts.id])
        assert selectors.documents(own_file(person)) == []
        assert Document.objects.get().removed_at == LATER
        message = Message.objects.get(person=person, kind="documents.infected")
        assert Document.objects.get().title in message.body
        assert Document.objects.get().title not in message.subject + message.short
        with pytest.raises(Hidden):
            services.fetch(own_file(person), version_id=facts.id, now=LATER)
        services.destroy(QUARANTINE, version_ids=[row.pk])
        with pytest.raises(StoreFault):
            store().get(row.key)

    def test_leaves_the_version_before_in_its_place(self, person, scanner):
        facts = add(person)
        scanner.verdict = None
        services.replace(
            own_file(person), document_id=facts.document_id, uploads=[Upload("b.pdf", pdf_of("b"))], now=NOON
        )
        scanner.verdict = Verdict.INFECTED
        services.scan_waiting(QUARANTINE, now=LATER)

        (left,) = selectors.documents(own_file(person))
        assert (left.latest.id, Document.objects.get().removed_at) == (facts.id, None)

    def test_is_never_said_to_be_clean_without_a_scanner(self, person):
        assert add(person).scan == Scan.NOT_SCANNED
        assert selectors.scanner_state() == "none: nobody looks for viruses in documents"
        assert "Nobody looks" in selectors.scanner_warning()

    def test_what_waits_when_the_scanner_is_given_up_is_not_called_clean(self, person):
        row = VersionFactory(document__person=person, waiting=True)

        services.scan_waiting(QUARANTINE, now=LATER)

        row.refresh_from_db()
        assert row.scan == Scan.NOT_SCANNED

    def test_pages_are_as_safe_as_the_least_safe(self, person, scanner):
        first = VersionFactory(document__person=person, not_scanned=True)

        facts = services.add_pages(own_file(person), document_id=first.document_id, uploads=(page(),), now=LATER)

        assert facts.scan == Scan.NOT_SCANNED

    def test_state_is_told_to_machines_and_operators(self, scanner):
        assert (selectors.scanner_state(), selectors.scanner_warning()) == ("ok", "")
        scanner.verdict = None
        assert selectors.scanner_state() == "does not answer: new documents wait in quarantine"
        assert "does not answer" in selectors.scanner_warning()
