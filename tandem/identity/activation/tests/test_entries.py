import dataclasses
import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from tandem.foundation.refusals import Hidden
from tandem.identity.access import registry as access
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.activation import services
from tandem.identity.activation.enums import Verdict
from tandem.identity.activation.models import PriorEntry
from tandem.identity.activation.selectors import contested, entries, number_open
from tandem.identity.activation.tests.factories import PriorEntryFactory
from tandem.identity.activation.tests.test_activate import NUMBER, newcomer, try_to_activate
from tandem.identity.people.tests.factories import PersonFactory

LATER = NOON + datetime.timedelta(days=1)


def own(person):
    return open_own_file(acting_as(person), Purpose.PERSONAL_DATA, now=NOON)


def of_office(person):
    return open_file(acting_as_member(person.counsellor), person.pk, Purpose.PERSONAL_DATA, now=NOON)


class TestListOfEntries:
    def test_holds_each_fact_that_stood_in_the_file_before_she_came(self):
        PersonFactory(
            person_number=NUMBER,
            with_counsellor=True,
            with_address=True,
            given_name="Mila",
            avs_number="7569217076985",
        )

        file = try_to_activate(newcomer())

        found = {row.key: row.text for row in entries(file)}
        assert found["name"] == "Mila Beispiel"
        assert found["avs_number"] == "756.9217.0769.85"
        assert found["place"] == "1700 Fribourg"
        assert found.keys() >= {"birth_date", "counsellor", "office", "street", "language"}

    def test_leaves_out_what_nobody_wrote(self):
        PersonFactory(person_number=NUMBER)

        file = try_to_activate(newcomer())

        assert {"email", "phone", "fund", "avs_number"}.isdisjoint(row.key for row in entries(file))

    def test_keeps_what_she_was_shown_although_the_file_changes(self):
        person = PersonFactory(person_number=NUMBER, with_address=True)
        file = try_to_activate(newcomer())

        type(person).objects.filter(pk=person.pk).update(street="Neuweg 1")

        assert "Beispielweg 3" in {row.text for row in entries(file)}

    def test_says_in_which_language_she_was_shown_it(self):
        PersonFactory(person_number=NUMBER)

        with translation.override("fr"):
            file = try_to_activate(newcomer())

        assert {(row.language, row.heading) for row in entries(file) if row.key == "name"} == {("fr", "Nom")}

    def test_waits_as_a_whole_for_her_answer(self):
        PersonFactory(person_number=NUMBER)

        file = try_to_activate(newcomer())

        assert number_open(file) == len(entries(file)) > 0


class TestAnswers:
    def test_accept_one_entry(self):
        row = PriorEntryFactory()

        services.accept_entry(own(row.person), entry_id=row.pk, now=LATER)

        row.refresh_from_db()
        assert (row.verdict, row.said_at) == (Verdict.ACCEPTED, LATER)
        assert LedgerEntry.objects.get(object_id=str(row.pk)).verb == "activation.accept_entry"

    def test_accept_the_rest_that_was_shown_and_nothing_else(self):
        shown = PriorEntryFactory()
        contested_before = PriorEntryFactory(person=shown.person)
        not_shown = PriorEntryFactory(person=shown.person)
        of_another = PriorEntryFactory()
        file = own(shown.person)
        services.contest_entry(file, entry_id=contested_before.pk, reason="I never lived there.", now=NOON)

        services.accept_the_rest(file, entry_ids=[shown.pk, contested_before.pk, of_another.pk], now=LATER)

        verdicts = dict(PriorEntry.objects.order_by("pk").values_list("pk", "verdict"))
        assert verdicts == {
            shown.pk: Verdict.ACCEPTED,
            contested_before.pk: Verdict.CONTESTED,
            not_shown.pk: Verdict.OPEN,
            of_another.pk: Verdict.OPEN,
        }

    def test_contest_an_entry_in_her_own_words(self):
        row = PriorEntryFactory()

        services.contest_entry(own(row.person), entry_id=row.pk, reason="I never lived there.", now=LATER)

        (mark,) = contested(own(row.person))
        assert (mark.verdict, mark.reason, mark.said_at) == (Verdict.CONTESTED, "I never lived there.", LATER)

    def test_are_given_once(self):
        row = PriorEntryFactory()
        services.contest_entry(own(row.person), entry_id=row.pk, reason="No.", now=NOON)

        with pytest.raises(services.NothingToAnswer):
            services.accept_entry(own(row.person), entry_id=row.pk, now=LATER)

    def test_reach_no_entry_of_another_file(self):
        row, another = PriorEntryFactory(), PersonFactory(with_account=True)

        with pytest.raises(Hidden):
            services.contest_entry(own(another), entry_id=row.pk, reason="Mine?", now=NOON)

    def test_are_the_persons_alone(self):
        row = PriorEntryFactory(person__with_counsellor=True)

        with pytest.raises(Hidden):
            services.accept_entry(of_office(row.person), entry_id=row.pk, now=NOON)

        row.refresh_from_db()
        assert row.verdict == Verdict.OPEN

    def test_of_the_office_stand_beside_the_mark_and_do_not_remove_it(self):
        row = PriorEntryFactory(person__with_counsellor=True)
        services.contest_entry(own(row.person), entry_id=row.pk, reason="I never lived there.", now=NOON)
        file = of_office(row.person)

        services.answer_contest(file, entry_id=row.pk, answer="Corrected today.", now=LATER)

        row.refresh_from_db()
        assert (row.verdict, row.reason, row.answer) == (
            Verdict.ANSWERED,
            "I never lived there.",
            "Corrected today.",
        )
        assert (row.answered_by_id, row.answered_at) == (file.user_id, LATER)

    def test_of_the_office_are_not_written_by_the_person_herself(self):
        row = PriorEntryFactory()
        services.contest_entry(own(row.person), entry_id=row.pk, reason="No.", now=NOON)

        with pytest.raises(Hidden):
            services.answer_contest(own(row.person), entry_id=row.pk, answer="I agree with me.", now=LATER)

    def test_of_the_office_need_a_contested_entry(self):
        row = PriorEntryFactory(person__with_counsellor=True)

        with pytest.raises(services.NothingToAnswer):
            services.answer_contest(of_office(row.person), entry_id=row.pk, answer="Why not.", now=LATER)


class TestDatabase:
    @pytest.mark.parametrize(
        "nonsense",
        [
            {"verdict": Verdict.ACCEPTED},
            {"verdict": Verdict.CONTESTED, "said_at": NOON},
            {"reason": "Contested without saying so."},
            {"answer": "An answer to nothing."},
            {"verdict": Verdict.ANSWERED, "said_at": NOON, "reason": "No.", "answer": "Yes."},
            {"verdict": "maybe", "said_at": NOON},
        ],
    )
    def test_refuses_nonsense(self, nonsense):
        row = PriorEntryFactory()

        with pytest.raises(IntegrityError), transaction.atomic():
            PriorEntry.objects.filter(pk=row.pk).update(**nonsense)

    def test_lists_an_entry_once(self):
        row = PriorEntryFactory()

        with pytest.raises(IntegrityError), transaction.atomic():
            PriorEntryFactory(person=row.person, kind=row.kind, key=row.key)


class TestPersonalData:
    def test_is_handed_out_and_erased(self):
        row, another = PriorEntryFactory(), PriorEntryFactory()
        data = access.personal_data["activation.PriorEntry"]

        assert [found["text"] for found in data.export(row.person_id)] == [row.text]
        assert data.erase(row.person_id) == 1
        assert list(PriorEntry.objects.all()) == [another]


def test_an_opened_file_for_another_purpose_shows_no_entries():
    row = PriorEntryFactory()
    file = dataclasses.replace(own(row.person), purpose=Purpose.EFFORTS)

    with pytest.raises(ValueError, match="not open for this"):
        entries(file)
