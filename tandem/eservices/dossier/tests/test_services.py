import pytest
from django.db import DatabaseError, transaction

from tandem.eservices.dossier import selectors, services
from tandem.eservices.dossier.enums import Kind, Recipient
from tandem.eservices.dossier.models import Transmission
from tandem.eservices.dossier.types import OnPaper, Settles
from tandem.eservices.procedures.selectors import to_bring
from tandem.eservices.procedures.tests.factories import answered, with_documents
from tandem.eservices.procedures.tests.factories import filed as form_filed
from tandem.facilities.documents import services as papers
from tandem.facilities.documents.tests.factories import DocumentFactory, VersionFactory, own_file
from tandem.facilities.receipts.selectors import matches
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

BOTH = set(Recipient)


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


@pytest.fixture
def paper(person):
    return DocumentFactory(person=person, title="Diploma").versions.get()


def send(person, *versions, recipients=BOTH):
    return services.send(own_file(person), version_ids=[row.pk for row in versions], recipients=recipients, now=NOON)


def office_of(person):
    return open_file(acting_as_member(person.counsellor), person.pk, Purpose.DOSSIER, now=NOON)


def fund_of(person):
    member = MembershipFactory(fund_officer=True, organisation=person.fund)
    return open_file(acting_as_member(member), person.pk, Purpose.DOSSIER, now=NOON)


class TestSettling:
    def waiting(self, person, declared):
        declared(**with_documents())
        filing = form_filed(answered(person))
        [asked] = [row.asked for row in filing.documents.filter(kind="certificate")]
        return filing, asked

    def settles(self, filing, asked, version):
        return [Settles(filing_id=filing.pk, purpose=Purpose.MONTHLY_FORM, mark=asked.mark, version_id=version.pk)]

    def test_hands_a_paper_in_to_the_form_that_waits_for_it(self, person, paper, declared):
        filing, asked = self.waiting(person, declared)

        services.send(
            own_file(person),
            version_ids=[paper.pk],
            recipients={Recipient.FUND},
            settles=self.settles(filing, asked, paper),
            now=NOON,
        )

        assert filing.handed_in.get().version_id == paper.pk
        assert to_bring(acting_as(person), now=NOON) == ()

    def test_sends_nothing_when_the_form_does_not_ask_for_it(self, person, paper, declared):
        filing, _asked = self.waiting(person, declared)
        wrong = [Settles(filing_id=filing.pk, purpose=Purpose.MONTHLY_FORM, mark="diploma", version_id=paper.pk)]

        with pytest.raises(Hidden), transaction.atomic():
            services.send(
                own_file(person), version_ids=[paper.pk], recipients={Recipient.FUND}, settles=wrong, now=NOON
            )
        assert not Transmission.objects.exists()


class TestReceiveOnPaper:
    PAPERS = [OnPaper(kind=Kind.DIPLOMA, title="Diplom Koch", pages=2)]

    def receive(self, desk, **changes):
        said = {"papers": self.PAPERS, "recipients": BOTH, "received_on": NOON.date(), **changes}
        return services.receive_on_paper(desk.typing(), **said, now=NOON)

    def test_gives_a_receipt_for_each_recipient_and_says_that_it_was_paper(self, person):
        office, fund = self.receive(office_of(person))

        assert (office.organisation, fund.organisation) == (person.office, person.fund)
        office.refresh_from_db()
        assert matches(office.receipt, office.payload)
        assert (office.payload["on_paper"], office.payload["documents"][0]["title"]) == (True, "Diplom Koch")
        [sent, _other] = selectors.sent_by_person(own_file(person))
        assert (sent.came_on_paper, sent.documents[0]["version"]) == (True, None)

    def test_is_the_desks_alone(self, person):
        with pytest.raises(Hidden):
            self.receive(own_file(person))

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [({"papers": []}, services.NothingChosen), ({"recipients": set()}, services.NobodyChosen)],
    )
    def test_refuses_a_sheet_that_says_nothing(self, person, changes, refusal):
        with pytest.raises(refusal):
            self.receive(fund_of(person), **changes)


class TestSend:
    def test_gives_a_receipt_for_each_recipient_and_for_exactly_what_was_sent(self, person, paper):
        office, fund = send(person, paper)

        assert (office.organisation, fund.organisation) == (person.office, person.fund)
        assert office.receipt.number != fund.receipt.number
        for row in (office, fund):
            row.refresh_from_db()
            assert matches(row.receipt, row.payload)
            assert [one["sha256"] for one in row.payload["documents"]] == [paper.sha256]
        assert LedgerEntry.objects.filter(person=person, verb="dossier.send").count() == 2

    def test_never_says_who_helped(self, person, paper):
        (row,) = send(person, paper, recipients={Recipient.OFFICE})

        assert "presence" not in str(row.payload)

    def test_sends_the_same_paper_again_without_another_upload(self, person, paper):
        send(person, paper, recipients={Recipient.OFFICE})
        send(person, paper, recipients={Recipient.FUND})

        assert [row.recipient for row in selectors.sent_by_person(own_file(person))] == [
            Recipient.FUND,
            Recipient.OFFICE,
        ]

    def test_opens_the_paper_to_whom_it_was_sent_and_to_nobody_else(self, person, paper):
        send(person, paper, recipients={Recipient.OFFICE})

        assert papers.fetch(office_of(person), version_id=paper.pk, now=NOON).content.startswith(b"%PDF-")
        with pytest.raises(Hidden):
            papers.fetch(fund_of(person), version_id=paper.pk, now=NOON)

    def test_leaves_what_was_sent_with_its_recipient_when_she_deletes_it(self, person, paper):
        send(person, paper, recipients={Recipient.OFFICE})

        papers.remove(own_file(person), document_id=paper.document_id, now=NOON)

        assert papers.fetch(office_of(person), version_id=paper.pk, now=NOON).content.startswith(b"%PDF-")

    @pytest.mark.parametrize(
        ("versions", "recipients", "refusal"),
        [(0, BOTH, services.NothingChosen), (1, set(), services.NobodyChosen)],
    )
    def test_refuses_half_an_order(self, person, paper, versions, recipients, refusal):
        with pytest.raises(refusal):
            send(person, *[paper][:versions], recipients=recipients)

    def test_refuses_without_a_recipient_and_sends_to_nobody(self, person, paper):
        person.fund = None
        person.save(update_fields=["fund"])

        with pytest.raises(services.NoRecipient):
            send(person, paper)
        assert not Transmission.objects.exists()

    def test_refuses_what_waits_in_quarantine(self, person):
        with pytest.raises(services.StillChecked):
            send(person, VersionFactory(document__person=person, waiting=True))

    def test_hides_somebody_elses_paper(self, person):
        with pytest.raises(Hidden):
            send(person, DocumentFactory().versions.get())

    def test_is_hidden_from_the_office(self, person, paper):
        with pytest.raises(Hidden):
            services.send(office_of(person), version_ids=[paper.pk], recipients=BOTH, now=NOON)


class TestReceived:
    def test_is_what_was_sent_to_this_desk(self, person, paper):
        office, fund = send(person, paper)

        assert [row.number for row in selectors.received(acting_as_member(person.counsellor), now=NOON)] == [
            office.receipt.number
        ]
        assert selectors.transmission(fund_of(person), fund.receipt.number).number == fund.receipt.number
        with pytest.raises(Hidden):
            selectors.transmission(fund_of(person), office.receipt.number)

    def test_is_not_what_persons_of_a_colleague_sent(self, person, paper):
        send(person, paper)
        colleague = MembershipFactory(organisation=person.office)

        assert selectors.received(acting_as_member(colleague), now=NOON) == []

    def test_costs_the_same_for_one_and_for_many(self, person, paper, django_assert_num_queries):
        for _ in range(8):
            send(person, paper, recipients={Recipient.FUND})
        officer = acting_as_member(MembershipFactory(fund_officer=True, organisation=person.fund))

        with django_assert_num_queries(1):
            assert len(selectors.received(officer, now=NOON)) == 8


class TestTable:
    @pytest.mark.parametrize(
        "change",
        [
            lambda row: Transmission.objects.filter(pk=row.pk).update(payload={}),
            lambda row: row.papers.get().delete(),
        ],
        ids=["update", "delete"],
    )
    def test_what_was_sent_stays(self, person, paper, change):
        (row,) = send(person, paper, recipients={Recipient.OFFICE})
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(row)
