"""What `verify_ledger` finds, and what it cannot."""

import copy
import io
import json
import time

import pytest
from django.core.management import CommandError, call_command

from tandem.identity.access.chain import entry_hash
from tandem.identity.access.models import LedgerEntry
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

    def test_finds_a_cut_tail_and_a_lost_chain_with_the_heads_of_before_and_not_without(self):
        person, another = PersonFactory(), PersonFactory()
        write(person, 3)
        write(another, 2)
        before = Report()
        list(verify(before))

        behind_the_back("DELETE FROM access_ledgerentry WHERE sequence = 3 OR person_id = %s", another.pk)

        assert faults() == []
        assert faults(known_heads=before.heads) == [(3, Fault.CUT), (2, Fault.CUT)]
        assert faults(person.pk, known_heads=before.heads) == [(3, Fault.CUT)]

    def test_finds_a_chain_rewritten_as_a_whole_with_the_heads_of_before(self):
        person = PersonFactory()
        write(person, 2)
        before = Report()
        list(verify(before))
        behind_the_back("DELETE FROM access_ledgerentry")
        write(person, 3, object_type="another past")

        assert faults() == []
        assert faults(known_heads=before.heads) == [(2, Fault.REPLACED)]

    def test_goes_through_batches_without_losing_a_row(self, monkeypatch):
        monkeypatch.setattr("tandem.identity.access.verification.BATCH", 4)
        for _ in range(3):
            write(PersonFactory(), 4)
        report = Report()

        assert list(verify(report)) == []
        assert (report.rows, len(report.heads)) == (12, 3)

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

        assert "The ledger holds: 2 rows in 1 chains." in out.getvalue()
        assert "found only with heads noted earlier" in out.getvalue()

    def test_names_the_place_of_a_fault_and_fails(self):
        person = PersonFactory()
        write(person, 2)
        behind_the_back("UPDATE access_ledgerentry SET verb = 'nothing' WHERE sequence = 1")
        err = io.StringIO()

        with pytest.raises(CommandError, match="1 faults in 2 rows"):
            call_command("verify_ledger", "--person", str(person.pk), stderr=err)

        assert f"Person {person.pk}, position 1: the row was changed" in err.getvalue()

    def test_compares_with_the_heads_it_has_written(self, tmp_path):
        person, heads = PersonFactory(), tmp_path / "heads.jsonl"
        write(person, 2)
        call_command("verify_ledger", "--write-heads", heads, stdout=io.StringIO())
        assert json.loads(heads.read_text())["sequence"] == 2
        call_command("verify_ledger", "--heads", heads, stdout=io.StringIO())

        behind_the_back("DELETE FROM access_ledgerentry WHERE sequence = 2")

        with pytest.raises(CommandError, match="1 faults"):
            call_command("verify_ledger", "--heads", heads, stderr=io.StringIO())

    @pytest.mark.parametrize("content", ["no json", '{"person": 1}', '{"person": 1, "sequence": 2, "hash": "xyz"}'])
    def test_refuses_a_file_that_holds_no_heads(self, tmp_path, content):
        heads = tmp_path / "heads.jsonl"
        heads.write_text(content)

        with pytest.raises(CommandError, match=r"Line 1 of .* is no head of a chain"):
            call_command("verify_ledger", "--heads", heads)

    def test_says_when_the_heads_cannot_be_read(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("verify_ledger", "--heads", tmp_path / "absent.jsonl")
