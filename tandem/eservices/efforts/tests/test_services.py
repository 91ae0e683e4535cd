import dataclasses
import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tandem.eservices.efforts import personal_data, selectors, services
from tandem.eservices.efforts.enums import Channel, Gap, Outcome, TargetSource
from tandem.eservices.efforts.models import Effort, EffortTarget, Proof
from tandem.eservices.efforts.services import filing
from tandem.eservices.efforts.tests.factories import MARCH, EffortFactory, EffortTargetFactory, facts, filed, own_file
from tandem.facilities.notifications.models import Message
from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.selectors import matches
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Presence, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.people.tests.factories import PersonFactory

LATE = datetime.datetime(2026, 4, 9, 8, 0, tzinfo=datetime.UTC)  # the proof of March was due on 7 April in Zurich


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, canton="ZH")


def office_of(person):
    return open_file(acting_as_member(person.counsellor), person.pk, Purpose.EFFORTS, now=NOON)


def file(person, *, month=MARCH, seen="", now=NOON, **more):
    return services.file_proof(
        own_file(person), month=month, seen=seen, declaration="I confirm.", language=Language.EN, now=now, **more
    )


def seen_by(person, month=MARCH):
    efforts = selectors.efforts_of_month(own_file(person), month)
    return selectors.fingerprint([effort for effort in efforts if not effort.is_filed])


class TestNoteEffort:
    def test_keeps_every_answer_and_who_wrote_it(self, person):
        said = facts(
            channels=(Channel.PHONE, Channel.MAIL),
            street="Beispielweg",
            house_number="3a",
            postal_code="1700",
            contact_person="Ada Muster",
            phone="+41 26 000 00 00",
            form_url="https://example.com/apply",
            outcome=Outcome.REJECTED,
            rejection_reason="Position filled",
            interview=True,
        )

        acting = dataclasses.replace(own_file(person), presence=Presence.TOGETHER_OWN_HANDS)
        effort = services.note_effort(acting, facts=said, now=NOON)

        effort.refresh_from_db()
        assert {field.name: getattr(effort, field.name) for field in dataclasses.fields(said)} == {
            **dataclasses.asdict(said),
            "channels": [Channel.MAIL, Channel.PHONE],
        }
        assert (effort.written_by, effort.presence, effort.written_at) == (
            person.user,
            Presence.TOGETHER_OWN_HANDS,
            NOON,
        )

    def test_writes_into_the_ledger(self, person):
        effort = services.note_effort(own_file(person), facts=facts(), now=NOON)

        row = LedgerEntry.objects.get(person=person)
        assert (row.verb, row.object_type, row.object_id) == ("efforts.note_effort", "efforts.Effort", str(effort.pk))

    def test_refuses_an_incomplete_one_and_says_all_that_is_missing(self, person):
        with pytest.raises(services.EffortIncomplete) as refused:
            services.note_effort(own_file(person), facts=facts(company="", locality=""), now=NOON)

        assert refused.value.gaps == [("company", Gap.COMPANY_MISSING), ("locality", Gap.LOCALITY_MISSING)]
        assert not Effort.objects.exists()

    def test_is_hidden_from_the_office(self, person):
        with pytest.raises(Hidden):
            services.note_effort(office_of(person), facts=facts(), now=NOON)


class TestEffortTable:
    @pytest.mark.parametrize(
        ("changes", "constraint"),
        [
            ({"channels": []}, "an_effort_says_how"),
            ({"channels": ["pigeon"]}, "an_effort_says_how"),
            ({"company": ""}, "an_effort_names_company_place_and_job"),
            ({"channels": ["mail"]}, "who_applies_by_post_visit_or_call_knows_the_address"),
            (
                {"channels": ["personal"], "street": "Beispielweg", "postal_code": "1700"},
                "who_visits_or_calls_knows_whom_she_met",
            ),
            (
                {"channels": ["phone"], "street": "B", "postal_code": "1700", "contact_person": "Ada"},
                "who_calls_knows_the_number",
            ),
            ({"email": ""}, "who_applies_online_knows_the_address_or_link"),
            ({"outcome": "rejected"}, "a_refusal_and_only_a_refusal_has_a_reason"),
            ({"rejection_reason": "Too far"}, "a_refusal_and_only_a_refusal_has_a_reason"),
        ],
        ids=str,
    )
    def test_refuses_nonsense(self, changes, constraint):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            EffortFactory(**changes)


class TestChangeEffort:
    def test_corrects_what_is_not_filed(self, person):
        effort = EffortFactory(person=person)

        services.change_effort(own_file(person), effort_id=effort.pk, facts=facts(company="Exempla SA"), now=NOON)

        effort.refresh_from_db()
        assert effort.company == "Exempla SA"

    def test_refuses_what_is_filed(self, person):
        effort = EffortFactory(person=person)
        filed(person)

        with pytest.raises(services.EffortFiled):
            services.change_effort(own_file(person), effort_id=effort.pk, facts=facts(), now=NOON)

    def test_refuses_an_incomplete_one_and_keeps_the_old_one(self, person):
        effort = EffortFactory(person=person, company="Before")

        with pytest.raises(services.EffortIncomplete):
            services.change_effort(own_file(person), effort_id=effort.pk, facts=facts(company=""), now=NOON)

        effort.refresh_from_db()
        assert effort.company == "Before"

    def test_hides_somebody_elses(self, person):
        with pytest.raises(Hidden):
            services.change_effort(own_file(person), effort_id=EffortFactory().pk, facts=facts(), now=NOON)


class TestRemoveEffort:
    def test_takes_away_what_is_not_filed_and_writes_it_down(self, person):
        effort = EffortFactory(person=person)

        services.remove_effort(own_file(person), effort_id=effort.pk, now=NOON)

        assert not Effort.objects.exists()
        assert LedgerEntry.objects.get(person=person).verb == "efforts.remove_effort"

    def test_refuses_what_is_filed(self, person):
        effort = EffortFactory(person=person)
        filed(person)

        with pytest.raises(services.EffortFiled):
            services.remove_effort(own_file(person), effort_id=effort.pk, now=NOON)

    def test_hides_somebody_elses(self, person):
        with pytest.raises(Hidden):
            services.remove_effort(own_file(person), effort_id=EffortFactory().pk, now=NOON)


class TestFileProof:
    def test_closes_the_efforts_and_gives_a_receipt_for_exactly_what_was_sent(self, person):
        effort = EffortFactory(person=person, company="Müller & Söhne")

        proof = file(person, seen=seen_by(person))

        effort.refresh_from_db()
        proof.refresh_from_db()
        assert effort.proof == proof
        assert (proof.sequence, proof.filed_at, proof.filed_by, proof.is_late) == (1, NOON, person.user, False)
        assert [entry["company"] for entry in proof.payload["efforts"]] == ["Müller & Söhne"]
        assert proof.payload["declaration"] == "I confirm."
        assert matches(proof.receipt, proof.payload)
        assert LedgerEntry.objects.get(person=person).verb == "efforts.file_proof"

    def test_takes_only_that_month(self, person):
        EffortFactory(person=person)
        other = EffortFactory(person=person, applied_on=datetime.date(2026, 4, 1))

        proof = filed(person)

        other.refresh_from_db()
        assert (proof.number_of_efforts, other.proof) == (1, None)

    def test_never_says_who_helped(self, person):
        EffortFactory(person=person, presence=Presence.TOGETHER_HELPER_HANDS)

        proof = filed(person)

        assert "presence" not in str(proof.payload)
        assert Presence.TOGETHER_HELPER_HANDS not in str(proof.payload)

    def test_takes_a_late_one_with_its_date_and_reason(self, person):
        EffortFactory(person=person, written_at=LATE)

        proof = filed(person, now=LATE, late_reason="Hospital from 1 to 8 April")

        assert (proof.is_late, proof.due_on, proof.filed_at) == (True, datetime.date(2026, 4, 7), LATE)
        assert proof.payload["late_reason"] == "Hospital from 1 to 8 April"

    def test_does_not_keep_a_reason_for_being_late_in_time(self, person):
        EffortFactory(person=person)

        assert filed(person, late_reason="Holidays").payload["late_reason"] == ""

    def test_counts_the_last_day_in_swiss_time(self, person):
        EffortFactory(person=person)

        proof = filed(person, now=datetime.datetime(2026, 4, 7, 21, 59, tzinfo=datetime.UTC))

        assert not proof.is_late

    def test_files_what_came_later_as_a_supplement(self, person):
        EffortFactory(person=person)
        first = filed(person)
        EffortFactory(person=person, company="Later AG")

        second = filed(person)

        assert (second.sequence, second.payload["supplements"]) == (2, first.receipt.number)
        assert [entry["company"] for entry in second.payload["efforts"]] == ["Later AG"]
        assert first.receipt.number != second.receipt.number

    def test_refuses_an_empty_month(self, person):
        with pytest.raises(services.NothingToFile):
            file(person)

    def test_refuses_to_file_the_same_again(self, person):
        EffortFactory(person=person)
        filed(person)

        with pytest.raises(services.AlreadyFiled):
            file(person, seen=seen_by(person))

        assert Receipt.objects.count() == 1

    def test_refuses_what_was_not_seen(self, person):
        EffortFactory(person=person)
        seen = seen_by(person)
        EffortFactory(person=person)

        with pytest.raises(services.EffortsChanged):
            file(person, seen=seen)

        assert not Proof.objects.exists()

    def test_refuses_a_day_that_is_still_to_come(self, person):
        april = datetime.date(2026, 4, 1)
        EffortFactory(person=person, applied_on=datetime.date(2026, 4, 5))

        with pytest.raises(services.EffortStillAhead):
            file(person, month=april, seen=seen_by(person, april))

    def test_leaves_nothing_behind_when_it_fails(self, person, monkeypatch):
        effort = EffortFactory(person=person)
        monkeypatch.setattr(filing, "record_about", lambda *_args, **_facts: 1 / 0)

        with pytest.raises(ZeroDivisionError), transaction.atomic():
            filed(person)

        effort.refresh_from_db()
        assert (effort.proof, Proof.objects.count(), Receipt.objects.count()) == (None, 0, 0)

    def test_is_hidden_from_the_office(self, person):
        EffortFactory(person=person)

        with pytest.raises(Hidden):
            services.file_proof(
                office_of(person), month=MARCH, seen="", declaration="", language=Language.EN, now=NOON
            )


class TestFiledRows:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE efforts_proof SET payload = '{}'",
            "DELETE FROM efforts_proof",
            "UPDATE efforts_effort SET company = 'Another AG'",
            "DELETE FROM efforts_effort",
            "UPDATE efforts_effort SET proof_id = NULL",
        ],
    )
    def test_stay_as_they_were_filed(self, person, statement):
        EffortFactory(person=person)
        filed(person)

        with pytest.raises(DatabaseError, match="refused"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


class TestAgreeTarget:
    def test_is_written_down_with_who_and_from_when(self, person):
        services.agree_target(office_of(person), number=8, valid_from=datetime.date(2026, 5, 20), now=NOON)

        target = selectors.target_of(own_file(person), datetime.date(2026, 6, 1))
        assert (target.number, target.source, target.valid_from) == (8, TargetSource.AGREED, datetime.date(2026, 5, 1))
        assert (target.agreed_by, target.office) == (person.counsellor.user.name, person.office.name)

    @pytest.mark.parametrize("number", [0, 41, -3])
    def test_refuses_an_impossible_number(self, person, number):
        with pytest.raises(services.AgreementImpossible):
            services.agree_target(office_of(person), number=number, valid_from=MARCH, now=NOON)

    def test_refuses_a_month_that_is_over(self, person):
        with pytest.raises(services.AgreementInThePast):
            services.agree_target(office_of(person), number=8, valid_from=MARCH, now=NOON)

    def test_is_hidden_from_the_person_herself(self, person):
        with pytest.raises(Hidden):
            services.agree_target(own_file(person), number=1, valid_from=datetime.date(2026, 5, 1), now=NOON)

        assert not EffortTarget.objects.exists()


class TestTargetInForce:
    def test_is_usual_practice_until_something_is_agreed(self, person):
        target = selectors.target_of(own_file(person), MARCH)

        assert (target.number, target.source, target.agreed_by) == (10, TargetSource.USUAL, "")

    @pytest.mark.parametrize(("month", "number"), [("2026-02-01", 10), ("2026-03-01", 8), ("2026-05-01", 6)])
    def test_is_the_agreement_that_had_begun(self, person, month, number):
        EffortTargetFactory(person=person, number=8, valid_from=MARCH)
        EffortTargetFactory(person=person, number=6, valid_from=datetime.date(2026, 4, 1))

        assert selectors.target_of(own_file(person), datetime.date.fromisoformat(month)).number == number

    def test_is_the_newer_one_of_two_for_the_same_month(self, person):
        EffortTargetFactory(person=person, number=8)
        EffortTargetFactory(person=person, number=5, agreed_at=LATE)

        assert selectors.target_of(own_file(person), MARCH).number == 5


class TestPersonalData:
    def test_hands_out_all_and_empties_no_proof_before_its_time(self, person):
        EffortFactory(person=person, company="Filed AG")
        proof = filed(person)
        EffortFactory(person=person, company="Noted AG")
        EffortTargetFactory(person=person)

        assert [row["company"] for row in personal_data.export_efforts(person.pk)] == ["Filed AG", "Noted AG"]
        assert [row["receipt"] for row in personal_data.export_proofs(person.pk)] == [proof.receipt.number]
        assert [row["number"] for row in personal_data.export_targets(person.pk)] == [8]
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            personal_data.erase_efforts(person.pk)
        assert Effort.objects.count() == 2
        assert personal_data.keep(person.pk) == 0


class TestCrash:
    """The message that a proof has arrived is a row of the filing's own transaction, with receipt and ledger row."""

    def test_between_filing_and_message_leaves_neither(self, person, monkeypatch):
        EffortFactory(person=person)
        seen = seen_by(person)
        monkeypatch.setattr(filing, "tell", crashing)

        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            file(person, seen=seen)

        assert not Proof.objects.exists()
        assert not Receipt.objects.exists()
        assert not LedgerEntry.objects.filter(verb="efforts.file_proof").exists()

    def test_of_what_listens_after_the_commit_loses_no_message(
        self, person, monkeypatch, django_capture_on_commit_callbacks
    ):
        EffortFactory(person=person)
        monkeypatch.setattr(filing.proof_filed, "send", crashing)

        # A process that dies right after COMMIT: nothing that waits for it runs.
        with django_capture_on_commit_callbacks(execute=False):
            proof = file(person, seen=seen_by(person))

        message = Message.objects.get(person=person, kind="deadlines.received")
        assert proof.receipt.number in message.body


def crashing(*_arguments, **_facts):
    raise KeyboardInterrupt
