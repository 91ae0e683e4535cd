"""Erasure of all that the house keeps about a person, class by class."""

import datetime
import io
import re

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tandem.eservices.efforts.models import Effort, Proof
from tandem.facilities.receipts.models import Receipt
from tandem.foundation import clock
from tandem.foundation.refusals import Hidden
from tandem.identity.access import registry
from tandem.identity.access.enums import Purpose, Retention
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.verification import Report, verify
from tandem.identity.own_data import copies, rules
from tandem.identity.own_data.models import ClosedFile, Erasure
from tandem.identity.own_data.selectors import everything
from tandem.identity.own_data.services import as_the_law_says, close_file, erase_due, reopen_file
from tandem.identity.own_data.tests.factories import ClosedFileFactory, CopyFactory
from tests.whole_person import SECRETS, own_file, whole_person

LONG_AGO = datetime.date(2015, 1, 31)


def erase(**options):
    return erase_due(as_the_law_says(), now=clock.now(), **options)


def told(erasures):
    return [(row.person_id, row.model, row.retention, row.number_of_rows) for row in erasures]


def every_text():
    """All that stands in any column of any table that can hold text, as one text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, string_agg(format('%I::text', column_name), ', ' ORDER BY ordinal_position)"
            " FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type <> 'bytea'"
            " GROUP BY table_name ORDER BY table_name"
        )
        tables = cursor.fetchall()
        texts = []
        for table, columns in tables:
            cursor.execute(f"SELECT concat_ws(' ', {columns}) FROM \"{table}\"")  # noqa: S608 - our own tables
            texts += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    return "\n".join(texts)


def found_in(text):
    return [line for line in text.splitlines() if any(re.search(secret, line, re.IGNORECASE) for secret in SECRETS)]


class TestEraseDue:
    @pytest.mark.parametrize("closed_on", [LONG_AGO, clock.today() - datetime.timedelta(days=5 * 366)])
    def test_leaves_evidence_without_identity_in_the_whole_database(self, closed_on):
        """As soon as the file's time is over; what is kept longer as evidence names nobody any more."""
        person = whole_person()
        ClosedFileFactory(person=person, closed_on=closed_on)
        assert found_in(every_text())  # the search finds what it looks for

        erase()

        assert found_in(every_text()) == []
        assert Receipt.objects.filter(person=person).count() == 4
        assert Proof.objects.filter(person=person, payload={}).count() == 1
        assert not Effort.objects.filter(person_id=person.pk).exists()
        assert LedgerEntry.objects.filter(person=person).count() > 1
        assert list(verify(Report())) == []

    def test_does_in_a_dry_run_exactly_what_it_does_then_and_changes_nothing(self):
        for _ in range(2):
            ClosedFileFactory(person=whole_person(), closed_on=LONG_AGO)
        before = every_text()

        dry = told(erase(dry_run=True))

        assert every_text() == before
        assert told(erase()) == dry
        assert {model for _person, model, *_rest in dry} == set(registry.personal_data)

    def test_is_the_same_list_on_the_command_line(self):
        ClosedFileFactory(person=whole_person(), closed_on=LONG_AGO)
        dry, real = io.StringIO(), io.StringIO()

        call_command("erase_due", "--dry-run", stdout=dry)
        call_command("erase_due", stdout=real)

        assert dry.getvalue().splitlines()[:-1] == real.getvalue().splitlines()[:-1] != []
        assert "nothing was changed" in dry.getvalue()

    def test_happens_once(self):
        ClosedFileFactory(person=whole_person(), closed_on=LONG_AGO)
        erase()

        assert erase() == []

    @pytest.mark.parametrize("retention", [Retention.CONVENIENCE, Retention.FILE])
    def test_erases_a_class_from_its_day_on_and_not_a_day_before(self, retention):
        person = whole_person()
        CopyFactory(person=person)
        closed = ClosedFileFactory(person=person, closed_on=datetime.date(2020, 1, 31))
        day = rules.erased_on(closed.closed_on, retention)
        midnight = datetime.datetime.combine(day, datetime.time(), tzinfo=clock.ZURICH)

        before = erase_due(as_the_law_says(), now=midnight - datetime.timedelta(seconds=1), dry_run=True)
        on_the_day = erase_due(as_the_law_says(), now=midnight, dry_run=True)

        assert retention not in {row.retention for row in before}
        assert retention in {row.retention for row in on_the_day}

    def test_leaves_alone_who_is_still_there(self):
        person = whole_person()

        assert erase() == []
        person.refresh_from_db()
        assert person.given_name

    def test_leaves_other_persons_alone(self):
        another = whole_person()
        kept = everything(own_file(another))
        ClosedFileFactory(person=whole_person(), closed_on=LONG_AGO)

        erase()

        assert everything(own_file(another)) == kept

    def test_does_nothing_by_halves(self, monkeypatch):
        person = whole_person()
        ClosedFileFactory(person=person, closed_on=LONG_AGO)
        failing = registry.PersonalData(
            model="people.Person", retention=Retention.FILE, export=lambda _id: [], erase=lambda _id: 1 // 0
        )
        monkeypatch.setitem(registry.personal_data, "people.Person", failing)

        with pytest.raises(ZeroDivisionError):
            erase()

        assert not Erasure.objects.exists()
        assert Effort.objects.filter(person_id=person.pk).exists()


class TestProof:
    def test_cannot_be_emptied_before_its_time_whoever_asks(self):
        person = whole_person()
        for closed_on in (None, clock.today() - datetime.timedelta(days=5 * 365)):
            if closed_on:
                ClosedFileFactory(person=person, closed_on=closed_on)
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                Proof.objects.filter(person=person).update(payload={})

    def test_takes_no_other_change_afterwards(self):
        person = whole_person()
        ClosedFileFactory(person=person, closed_on=LONG_AGO)

        for change in ({"payload": {"x": 1}}, {"payload": {}, "number_of_efforts": 9}):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                Proof.objects.filter(person=person).update(**change)


class TestCloseFile:
    def assignment(self, person):
        return open_file(acting_as_member(person.counsellor), person.pk, Purpose.ASSIGNMENT, now=NOON)

    def test_starts_the_time_limits_once_and_says_so_in_the_ledger(self):
        person = whole_person()
        file = self.assignment(person)

        close_file(file, closed_on=datetime.date(2026, 4, 1), now=NOON)
        close_file(file, closed_on=datetime.date(2026, 4, 2), now=NOON)

        assert ClosedFile.objects.get().closed_on == datetime.date(2026, 4, 1)
        assert LedgerEntry.objects.filter(person=person, verb="own_data.close_file").count() == 1

    def test_is_not_for_a_day_to_come(self):
        with pytest.raises(Hidden):
            close_file(self.assignment(whole_person()), closed_on=datetime.date(2026, 4, 4), now=NOON)

    def test_can_be_taken_back_until_something_was_erased(self):
        person = whole_person()
        file = self.assignment(person)
        close_file(file, closed_on=LONG_AGO, now=NOON)
        reopen_file(file, now=NOON)
        assert erase() == []

        close_file(file, closed_on=LONG_AGO, now=NOON)
        erase()
        with pytest.raises(Hidden):
            reopen_file(file, now=NOON)


def test_every_value_that_is_handed_out_has_a_name_in_plain_words():
    rows = everything(own_file(whole_person()))
    unnamed = []
    for model, found in rows.items():
        if model == "efforts.Proof":
            continue  # what was filed keeps the names under which it was filed
        for key in {key for row in found for key in row}:
            try:
                copies.label(model, key)
            except KeyError as error:
                unnamed.append(str(error))

    assert {"people.Person", "efforts.Effort", "receipts.Receipt", "access.LedgerEntry"} <= set(rows)
    assert sorted(unnamed) == []
