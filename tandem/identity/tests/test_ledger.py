"""The ledger forgets nothing, whoever asks."""

import copy
import datetime
import io
import json
import threading
import time
import zoneinfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg.errors import InsufficientPrivilege, RestrictViolation

from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.privileges import grant
from tandem.identity.access.rules import entry_hash
from tandem.identity.access.services import record
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system
from tandem.identity.access.verification import Fault, Report, verify
from tandem.identity.people.tests.factories import PersonFactory

CHANGES = {
    "update": "UPDATE access_ledgerentry SET verb = 'nothing'",
    "delete": "DELETE FROM access_ledgerentry",
    "truncate": "TRUNCATE access_ledgerentry",
}


def write(person, number=1, *, at=NOON, **facts):
    acting = system("nightly schedule").concerning(person.pk, system("nightly schedule").authority)
    return [record(acting, verb="tests.write", purpose=Purpose.EFFORTS, now=at, **facts) for _ in range(number)]


def execute(*statements):
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def behind_the_back(statement, *values):
    """What an administrator of the database could do: switch the trigger off and change rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def faults(person_id=None, **options):
    return [(found.sequence, found.fault) for found in verify(Report(), person_id=person_id, **options)]


@pytest.fixture
def application_role():
    """The role exists and has its rights, as after every migration."""
    assert grant(settings.DATABASE_ROLE)
    return settings.DATABASE_ROLE


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
class TestLedger:
    def test_is_protected_by_its_trigger_even_from_the_owner(self, change):
        write(PersonFactory())

        with pytest.raises(DatabaseError) as refused:
            execute("SET CONSTRAINTS ALL IMMEDIATE", change)

        assert isinstance(refused.value.__cause__, RestrictViolation)
        assert LedgerEntry.objects.get().verb == "tests.write"

    def test_is_protected_by_privilege_from_the_application_even_without_trigger(self, change, application_role):
        write(PersonFactory())

        with pytest.raises(DatabaseError) as refused:
            execute("SET LOCAL session_replication_role = replica", f'SET LOCAL ROLE "{application_role}"', change)

        assert isinstance(refused.value.__cause__, InsufficientPrivilege)
        assert LedgerEntry.objects.get().verb == "tests.write"


class TestApplicationRole:
    def test_works_on_every_table_and_adds_to_the_ledger(self, application_role):
        person = PersonFactory()

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'SET LOCAL ROLE "{application_role}"')
            write(person)
            person.locality = "Bulle"
            person.save()
            PersonFactory().delete()
            cursor.execute("RESET ROLE")

        person.refresh_from_db()
        assert (LedgerEntry.objects.count(), person.locality) == (1, "Bulle")

    def test_may_use_tables_that_come_later(self, application_role):
        execute(
            "CREATE TABLE later (id bigserial PRIMARY KEY)",
            f'SET LOCAL ROLE "{application_role}"',
            "INSERT INTO later DEFAULT VALUES",
            "RESET ROLE",
        )

    def test_can_be_granted_again_and_again_and_takes_back_what_was_given_by_hand(self, application_role):
        execute(f'GRANT UPDATE, DELETE, TRUNCATE ON access_ledgerentry TO "{application_role}"')

        assert grant(application_role)

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(privilege_type, ' ' ORDER BY privilege_type)"
                " FROM information_schema.role_table_grants WHERE table_name = 'access_ledgerentry' AND grantee = %s",
                [application_role],
            )
            assert cursor.fetchone() == ("INSERT SELECT",)

    def test_has_any_name_without_harm(self):
        name = 'tandem "; DROP TABLE access_ledgerentry; --'

        with transaction.atomic():
            assert grant(name)
            transaction.set_rollback(True)  # roles belong to the whole server: leave none behind

        assert LedgerEntry.objects.count() == 0

    def test_is_asked_for_in_a_sentence_where_the_migrating_role_may_not_create_it(self, capsys):
        with transaction.atomic():
            execute("CREATE ROLE tandem_tests_powerless", "SET LOCAL ROLE tandem_tests_powerless")
            granted = grant("tandem_tests_absent")
            transaction.set_rollback(True)

        sentence = capsys.readouterr().err
        assert not granted
        assert "no data\nare lost" in sentence
        assert 'CREATE ROLE "tandem_tests_absent" LOGIN;' in sentence

    def test_is_not_the_owner_of_the_tables(self, capsys):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            owner = cursor.fetchone()[0]

        assert not grant(owner)
        assert "only the trigger protects" in capsys.readouterr().err


class TestRecord:
    def test_numbers_each_persons_rows_from_one_and_chains_them(self):
        person, another = PersonFactory(), PersonFactory()

        first, second = write(person, 2)
        (alone,) = write(another)

        assert [row.sequence for row in (first, second, alone)] == [1, 2, 1]
        assert second.previous_hash == first.hash
        assert faults() == []

    def test_needs_an_actor_unless_the_platform_acts(self):
        person = PersonFactory()

        with pytest.raises(IntegrityError, match="only_the_platform_acts_without_a_user"), transaction.atomic():
            LedgerEntry.objects.create(
                person=person,
                sequence=1,
                at=NOON,
                capacity="counsellor",
                authority="legal_duty",
                presence="alone",
                purpose="efforts",
                verb="x",
                previous_hash=bytes(32),
                hash=bytes(32),
            )

    @pytest.mark.parametrize(
        "at",
        [
            datetime.datetime(2026, 10, 25, 2, 30, tzinfo=zoneinfo.ZoneInfo("Europe/Zurich"), fold=0),
            datetime.datetime(2026, 10, 25, 2, 30, tzinfo=zoneinfo.ZoneInfo("Europe/Zurich"), fold=1),
            datetime.datetime(2026, 3, 29, 3, 0, tzinfo=zoneinfo.ZoneInfo("Europe/Zurich")),
            datetime.datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=zoneinfo.ZoneInfo("Europe/Zurich")),
            datetime.datetime(2027, 1, 1, 0, 0, tzinfo=datetime.UTC),
        ],
    )
    def test_holds_after_the_way_through_the_database_at_any_moment(self, at):
        person = PersonFactory()

        write(person, at=at, object_type="Zeichen «é» 日本 \\ \" '", object_id=7)

        assert faults(person.pk) == []
        assert LedgerEntry.objects.get().at.timestamp() == at.timestamp()

    @pytest.mark.django_db(transaction=True)
    def test_gives_two_writers_of_one_chain_two_places(self):
        person = PersonFactory()
        start = threading.Barrier(2)

        def writer():
            try:
                start.wait()
                for _ in range(15):
                    write(person)
            finally:
                connection.close()

        threads = [threading.Thread(target=writer) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        sequences = LedgerEntry.objects.order_by("sequence").values_list("sequence", flat=True)
        assert list(sequences) == list(range(1, 31))
        assert faults() == []


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
