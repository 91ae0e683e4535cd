"""What `verify_ledger` finds, and what it cannot."""

import copy
import io
import time

import pytest
from django.core.management import CommandError, call_command

from tandem.identity.access.chain import entry_hash
from tandem.identity.access.heads import seal
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.verification import Fault, Report, verify
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.tests.ledger import behind_the_back, faults, write


class TestVerify:
    def test_finds_a_changed_row(self):
        person = PersonFactory()
        write(person, 3)

        behind_the_back("UPDATE access_ledgerentry SET verb = 'nothing' WHERE sequence = 2")

        assert faults() == [(2, Fault.CHANGED)]

    def test_finds_a_row_that_was_changed_together_with_its_hash(self):
        person = PersonFactory()
        write(person, 3)
        forged = LedgerEntry.objects.get(sequence=2)
        forged.verb = "nothing"
        digest = entry_hash(bytes(forged.previous_hash), forged.facts())

        behind_the_back("UPDATE access_ledgerentry SET verb = 'nothing', hash = %s WHERE sequence = 2", digest)

        assert faults() == [(3, Fault.DETACHED)]

    def test_finds_a_row_removed_from_the_middle_and_from_the_start(self):
        person, another = PersonFactory(), PersonFactory()
        write(person, 4)
        write(another, 2)

        behind_the_back("DELETE FROM access_ledgerentry WHERE sequence = 2 AND person_id = %s", person.pk)
        behind_the_back("DELETE FROM access_ledgerentry WHERE sequence = 1 AND person_id = %s", another.pk)

        assert faults() == [(3, Fault.GAP), (2, Fault.GAP)]
        assert faults(another.pk) == [(2, Fault.GAP)]

    def test_goes_through_batches_without_losing_a_row(self, monkeypatch):
        monkeypatch.setattr("tandem.identity.access.verification.BATCH", 4)
        for _ in range(3):
            write(PersonFactory(), 4)
        report = Report()

        assert list(verify(report)) == []
        assert (report.rows, report.chains) == (12, 3)

    def test_reads_twenty_thousand_rows_in_a_second_of_its_own_time(self):
        write(PersonFactory())
        copy_chain(20_000)
        report = Report()
        began = time.process_time()

        for _ in verify(report):
            pass

        assert report.rows == 20_001
        assert time.process_time() - began < 1


def copy_chain(number):
    """Many rows at once, with hashes that are wrong: to find that out costs what right ones cost."""
    original = LedgerEntry.objects.get()
    rows = []
    for sequence in range(2, number + 2):
        row = copy.copy(original)
        row.pk, row.sequence = None, sequence
        rows.append(row)
    LedgerEntry.objects.bulk_create(rows, batch_size=2_000)


class TestVerifyLedgerCommand:
    def test_says_that_the_ledger_holds_and_what_it_cannot_see(self):
        write(PersonFactory(), 2)
        out = io.StringIO()

        call_command("verify_ledger", stdout=out)

        assert "The ledger holds: 2 rows in 1 chains, 0 daily heads." in out.getvalue()
        assert "found only with copies (--heads)" in out.getvalue()

    def test_names_the_place_of_a_fault_and_fails(self):
        person = PersonFactory()
        write(person, 2)
        behind_the_back("UPDATE access_ledgerentry SET verb = 'nothing' WHERE sequence = 1")
        err = io.StringIO()

        with pytest.raises(CommandError, match="1 faults in 2 rows"):
            call_command("verify_ledger", "--person", str(person.pk), stderr=err)

        assert f"Person {person.pk}, position 1: the row was changed" in err.getvalue()

    def test_compares_with_the_heads_that_were_kept(self, tmp_path):
        kept, out = tmp_path / "heads.jsonl", io.StringIO()
        write(PersonFactory(), 2)
        seal(now=NOON)
        call_command("ledger_head", "--all", stdout=out)
        kept.write_text(out.getvalue())
        call_command("verify_ledger", "--heads", kept, stdout=io.StringIO())

        behind_the_back("DELETE FROM access_headleaf")
        behind_the_back("DELETE FROM access_dailyhead")

        call_command("verify_ledger", stdout=io.StringIO())
        with pytest.raises(CommandError, match="1 faults"):
            call_command("verify_ledger", "--heads", kept, stderr=io.StringIO())

    @pytest.mark.parametrize(
        "content",
        ["no json", '{"day": 1}', '{"day": "2026-04-02", "hash": "xyz", "signature": "", "key_id": ""}', "[]"],
    )
    def test_refuses_a_file_that_holds_no_heads(self, tmp_path, content):
        heads = tmp_path / "heads.jsonl"
        heads.write_text(content)

        with pytest.raises(CommandError, match=r"Line 1 of .* is no daily head"):
            call_command("verify_ledger", "--heads", heads)

    def test_says_when_the_heads_cannot_be_read(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("verify_ledger", "--heads", tmp_path / "absent.jsonl")
