"""The ledger forgets nothing, whoever asks."""

import datetime
import threading
import zoneinfo

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg.errors import InsufficientPrivilege, RestrictViolation

from tandem.identity.access import registry
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.privileges import grant
from tandem.identity.access.tests.factories import NOON
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.tests.ledger import execute, faults, write

CHANGES = {
    "update": "UPDATE access_ledgerentry SET verb = 'nothing'",
    "delete": "DELETE FROM access_ledgerentry",
    "truncate": "TRUNCATE access_ledgerentry CASCADE",
}
APPEND_ONLY = sorted(registry.append_only_models)


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
        assert LedgerEntry.objects.get().verb == "access.open_file"

    def test_is_protected_by_privilege_from_the_application_even_without_trigger(self, change, application_role):
        write(PersonFactory())

        with pytest.raises(DatabaseError) as refused:
            execute("SET LOCAL session_replication_role = replica", f'SET LOCAL ROLE "{application_role}"', change)

        assert isinstance(refused.value.__cause__, InsufficientPrivilege)
        assert LedgerEntry.objects.get().verb == "access.open_file"


@pytest.mark.parametrize("model", APPEND_ONLY)
class TestTableThatOnlyGrows:
    @pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
    def test_takes_no_change_from_the_application_even_without_trigger(self, model, change, application_role):
        table = apps.get_model(model)._meta.db_table

        with pytest.raises(DatabaseError) as refused:
            execute(
                "SET LOCAL session_replication_role = replica",
                f'SET LOCAL ROLE "{application_role}"',
                change.format(table),
            )

        assert isinstance(refused.value.__cause__, InsufficientPrivilege)

    def test_has_a_trigger_against_each_change(self, model):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(event_manipulation, ' ' ORDER BY event_manipulation)"
                " FROM information_schema.triggers WHERE event_object_table = %s AND event_manipulation <> 'INSERT'",
                [apps.get_model(model)._meta.db_table],
            )
            row_events = cursor.fetchone()[0]
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgtype & 32 > 0",  # TRUNCATE
                [apps.get_model(model)._meta.db_table],
            )
            assert (row_events, cursor.fetchone()[0]) == ("DELETE UPDATE", 1)


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
