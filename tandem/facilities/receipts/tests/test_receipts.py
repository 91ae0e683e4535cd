import pytest
from django.db import DatabaseError, connection, transaction

from tandem.facilities.receipts import personal_data, selectors
from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.rules import NUMBER, with_check_sign
from tandem.facilities.receipts.services import issue_receipt
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import VISITOR
from tandem.identity.people.tests.factories import PersonFactory

PAYLOAD = {"month": "2026-03", "efforts": [{"company": "Muster AG"}]}


@pytest.fixture
def receipt(db):
    return issue_receipt(acting_as(PersonFactory(with_account=True)), kind="tests.form", payload=PAYLOAD, now=NOON)


class TestIssueReceipt:
    def test_confirms_what_was_received_when_and_from_whom(self, receipt):
        again = Receipt.objects.get()

        assert (again.number, again.person, again.kind, again.issued_at) == (
            receipt.number,
            receipt.person,
            "tests.form",
            NOON,
        )
        assert selectors.matches(again, PAYLOAD)
        assert not selectors.matches(again, {**PAYLOAD, "month": "2026-04"})

    def test_costs_one_insert_with_its_signature(self, receipt, django_assert_num_queries):
        acting = acting_as(receipt.person)

        with django_assert_num_queries(1):
            issue_receipt(acting, kind="tests.form", payload=PAYLOAD, now=NOON)

    def test_gives_each_filing_its_own_number(self, receipt):
        another = issue_receipt(acting_as(receipt.person), kind="tests.form", payload=PAYLOAD, now=NOON)

        assert another.number != receipt.number

    def test_needs_somebody_whose_receipt_it_is(self, db):
        with pytest.raises(ValueError, match="no person"):
            issue_receipt(VISITOR, kind="tests.form", payload=PAYLOAD, now=NOON)


class TestReceiptTable:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE receipts_receipt SET issued_at = now()",
            "DELETE FROM receipts_receipt",
            "TRUNCATE receipts_receipt CASCADE",
        ],
    )
    def test_refuses_to_forget(self, receipt, statement):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing pending that would refuse the TRUNCATE first
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                cursor.execute(statement)

    @pytest.mark.parametrize(
        ("wrong", "constraint"),
        [
            ({"number": "1234"}, "a_receipt_number_has_four_groups"),
            ({"payload_hash": b"0" * 31}, "a_receipt_has_a_hash_of_32"),
            ({"signature": b""}, "a_signature_of_64_bytes"),
            ({"key_id": "my key"}, "a_receipt_names_the_key"),
        ],
    )
    def test_refuses_half_a_receipt(self, receipt, wrong, constraint):
        right = {
            "number": with_check_sign("3" * NUMBER.random_signs),
            "payload_hash": b"0" * 32,
            "key_id": "0" * 16,
            "signature": b"0" * 64,
        }
        with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
            Receipt.objects.create(person=receipt.person, kind="tests.form", issued_at=NOON, **{**right, **wrong})


class TestByNumber:
    def test_finds_a_number_copied_by_hand(self, receipt):
        assert selectors.by_number(receipt.number.lower().replace("-", " ")) == receipt

    @pytest.mark.parametrize("typed", ["", "3A4C", "3333-3333-3333-3333"])
    def test_finds_nothing_for_a_number_never_issued(self, receipt, typed):
        assert selectors.by_number(typed) is None


def test_a_person_gets_her_receipts_with_her_data(receipt):
    [row] = personal_data.export(receipt.person_id)

    assert row["number"] == receipt.number
    assert row["payload_hash"] == receipt.fingerprint
    assert row["signed_text"] == receipt.text
    assert personal_data.erase(receipt.person_id) == 0
