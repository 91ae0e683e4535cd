import dataclasses
import datetime

import pytest
from django.db import DatabaseError, transaction

from tandem.eservices.procedures import refusals, services
from tandem.eservices.procedures.models import Answer, Draft, Filing, FilingContent
from tandem.eservices.procedures.selectors import draft_of, export, filing_of, filings_of, my_procedures
from tandem.eservices.procedures.selectors import received as received_of
from tandem.eservices.procedures.signals import filed as filed_signal
from tandem.eservices.procedures.tests.factories import (
    ANSWERS,
    KEY,
    MARCH,
    answered,
    begun,
    filed,
    own_file,
    save,
    seen_of,
)
from tandem.eservices.procedures.types import Contradiction, Window
from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.selectors import matches
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import InPlaceReason, Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import ReasonNeeded, SignatureNeeded, open_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.mandates.types import Terms
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _declared(nothing_else, declared):
    declared()


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


class TestFile:
    def test_files_answers_receipt_text_and_ledger_row_as_one(self, person):
        filing = filed(answered(person))

        payload = filing.content.payload
        assert payload["answers"]["employers"] == [{"name": "Beck am Bach", "gross": "812.50"}]
        assert "ill_from" not in payload["answers"]
        assert matches(filing.receipt, payload)
        assert filing.content.text_seen["effects"][0]["figure"] == "CHF\u00a0812.50"
        assert (filing.sequence, filing.is_late, filing.subject) == (1, False, MARCH)
        assert LedgerEntry.objects.get(verb="procedures.file").object_id == str(filing.pk)

    def test_sends_nothing_about_who_helped(self, person):
        filing = filed(answered(person))

        assert filing.content.authorship["worked"]["capacity"] == "self"
        assert not {"written_by", "presence", "capacity"} & set(str(filing.content.payload).split("'"))

    def test_archives_the_text_in_the_language_seen(self, person):
        draft = answered(person)
        with pytest.raises(refusals.AnswersChanged):
            services.file(own_file(person), draft_id=draft.pk, seen=seen_of(draft), language=Language.DE, now=NOON)

    def test_refuses_what_was_not_on_the_page(self, person):
        draft = answered(person)
        seen = seen_of(draft)
        save(draft, {"remark": "more"}, {"remark": 1})

        with pytest.raises(refusals.AnswersChanged):
            services.file(own_file(person), draft_id=draft.pk, seen=seen, language=Language.EN, now=NOON)
        assert not Filing.objects.exists()

    def test_names_what_is_missing(self, person):
        draft = begun(person)
        save(draft, {"worked": True})

        with pytest.raises(refusals.Incomplete) as refusal:
            filed(draft)
        assert ("work", "employers") in refusal.value.missing
        assert ("health", "ill") in refusal.value.missing

    def test_is_late_after_the_day_and_says_why(self, person):
        draft = answered(person)
        later = NOON + datetime.timedelta(days=3)

        filing = filed(draft, now=later, late_reason="The letter came late.")

        assert filing.is_late
        assert filing.content.payload["late_reason"] == "The letter came late."

    def test_stops_where_late_is_not_allowed(self, person, declared):
        declared(
            key="tests.strict",
            window=lambda _context: Window(due_on=datetime.date(2026, 4, 3), late_allowed=False),
        )
        draft = answered(person, key="tests.strict")

        with pytest.raises(refusals.TooLate):
            filed(draft, now=NOON + datetime.timedelta(days=1))

    def test_stops_at_a_contradiction_that_blocks(self, person, declared):
        found = (Contradiction(fields=("ill",), message="Both cannot be.", blocking=True),)
        declared(key="tests.blocked", contradictions=lambda *_: found)

        with pytest.raises(refusals.Contradicted, match="Both cannot be"):
            filed(answered(person, key="tests.blocked"))

    def test_is_undone_with_what_the_feature_does(self, person, declared):
        def fail(acting, filing, now):
            raise RuntimeError

        declared(key="tests.failing", on_filed=fail)
        draft = answered(person, key="tests.failing")

        with pytest.raises(RuntimeError), transaction.atomic():
            filed(draft)
        assert not Filing.objects.exists()
        assert not Receipt.objects.exists()

    def test_happens_once(self, person):
        draft = answered(person)
        seen = seen_of(draft)
        filed(draft)

        with pytest.raises(refusals.AlreadyFiled):
            services.file(own_file(person), draft_id=draft.pk, seen=seen, language=Language.EN, now=NOON)

    def test_tells_its_id_after_commit(self, person, django_capture_on_commit_callbacks):
        heard = []
        draft = answered(person)

        def listen(**facts):
            heard.append(facts["filing_id"])

        filed_signal.connect(listen)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                filing = filed(draft)
        finally:
            filed_signal.disconnect(listen)
        assert heard == [filing.pk]


class TestMandate:
    def terms(self, reach):
        return Terms({Purpose.MONTHLY_FORM: reach}, Duration.SIX_MONTHS)

    def helper(self, person, reach):
        helper = a_helper()
        granted(person, helper, self.terms(reach))
        alone = helper.standing_in(InPlaceReason.NO_DEVICE).signing()
        return open_file(alone, person.pk, Purpose.MONTHLY_FORM, now=NOON)

    def test_that_reads_writes_nothing(self):
        person = a_person()
        draft = begun(person)

        with pytest.raises(Hidden):
            save(draft, {"worked": True}, acting=self.helper(person, Reach.READ))

    def test_that_prepares_writes_and_leaves_a_row_but_cannot_send(self):
        person = a_person()
        draft = answered(person)
        helper = self.helper(person, Reach.PREPARE)

        save(draft, {"remark": "by Mara"}, {"remark": 1}, acting=helper)

        assert draft.answers.get(field="remark", revision=2).capacity == "helper"
        assert LedgerEntry.objects.filter(verb="procedures.write").count() == 1
        with pytest.raises(Hidden):
            services.file(helper, draft_id=draft.pk, seen=seen_of(draft), language=Language.EN, now=NOON)

    def test_that_sends_with_confirmation_asks_the_person(self):
        person = a_person()
        draft = answered(person)
        helper = self.helper(person, Reach.SEND_WITH_CONFIRMATION)
        with pytest.raises(Hidden):
            services.file(helper, draft_id=draft.pk, seen=seen_of(draft), language=Language.EN, now=NOON)

        services.ask_confirmation(helper, draft_id=draft.pk, seen=seen_of(draft), now=NOON)

        (line,) = [line for line in my_procedures(acting_as(person), now=NOON) if line.subject == MARCH]
        assert line.state == "to_confirm"
        assert filed(draft).filed_by_id == person.user_id

    def test_that_sends_files(self):
        person = a_person()
        draft = answered(person)
        helper = self.helper(person, Reach.SEND)

        filing = services.file(helper, draft_id=draft.pk, seen=seen_of(draft), language=Language.EN, now=NOON)

        assert (filing.capacity, filing.authority, filing.presence) == ("helper", "mandate", "in_place")

    def test_that_sends_needs_the_helper_s_signature(self):
        person = a_person()
        draft = answered(person)
        helper = dataclasses.replace(self.helper(person, Reach.SEND), signed=False)

        with pytest.raises(SignatureNeeded):
            services.file(helper, draft_id=draft.pk, seen=seen_of(draft), language=Language.EN, now=NOON)

    def test_that_sends_asks_a_helper_who_is_alone_why(self):
        person = a_person()
        draft = answered(person)
        helper = dataclasses.replace(self.helper(person, Reach.SEND), in_place=None)

        with pytest.raises(ReasonNeeded):
            services.file(helper, draft_id=draft.pk, seen=seen_of(draft), language=Language.EN, now=NOON)
        assert not Filing.objects.exists()


class TestCorrection:
    def test_is_a_filing_of_its_own_that_names_the_first(self, person):
        first = filed(answered(person))
        draft = services.start_correction(own_file(person), filing_id=first.pk, reason="One job forgotten.", now=NOON)
        save(draft, {"remark": "and a second job"}, {"remark": 1})

        second = filed(draft, now=NOON + datetime.timedelta(days=20))

        assert (second.sequence, second.corrects) == (2, first)
        assert second.content.payload["corrects"] == first.receipt.number
        assert second.content.payload["correction_reason"] == "One job forgotten."
        assert FilingContent.objects.get(filing=first).payload["answers"]["remark"] == ""
        assert [one.sequence for one in filings_of(own_file(person))] == [2, 1]

    def test_asks_why(self, person):
        first = filed(answered(person))

        with pytest.raises(refusals.ReasonMissing):
            services.start_correction(own_file(person), filing_id=first.pk, reason=" ", now=NOON)

    def test_is_of_the_last_filing_only(self, person):
        first = filed(answered(person))
        filed(services.start_correction(own_file(person), filing_id=first.pk, reason="One.", now=NOON))

        with pytest.raises(refusals.NotCorrectable):
            services.start_correction(own_file(person), filing_id=first.pk, reason="Two.", now=NOON)

    def test_is_for_nobody_else(self, person):
        first = filed(answered(person))
        other = own_file(PersonFactory(with_account=True))

        with pytest.raises(Hidden):
            services.start_correction(other, filing_id=first.pk, reason="Mine.", now=NOON)


class TestWithdraw:
    def test_takes_back_what_the_law_lets_and_frees_the_subject(self, person):
        first = filed(answered(person))
        services.withdraw(own_file(person), filing_id=first.pk, now=NOON + HOUR)

        again = filed(answered(person, now=NOON + HOUR), now=NOON + HOUR)

        assert (again.sequence, again.corrects) == (2, None)

    def test_is_refused_after_its_time(self, person):
        first = filed(answered(person))

        with pytest.raises(refusals.NotWithdrawable):
            services.withdraw(own_file(person), filing_id=first.pk, now=NOON + datetime.timedelta(days=2))


class TestSelectors:
    def test_tell_what_is_open_due_and_done(self, person, django_assert_num_queries):
        acting = acting_as(person)
        filed(answered(person))
        with django_assert_num_queries(5):
            lines = my_procedures(acting, now=NOON)

        assert [(line.subject, line.state) for line in lines if line.procedure.key == KEY] == [
            ("2026-01", "late"),
            ("2026-02", "late"),
            ("2026-04", "open"),
            ("2026-03", "filed"),
        ]

    def test_hand_a_recipient_what_was_sent_and_nothing_of_who_helped(self, person, declared):
        declared(key="tests.office", purpose=Purpose.EFFORTS)
        own = own_file(person, purpose=Purpose.EFFORTS)
        draft = services.open_draft(own, key="tests.office", subject=MARCH, now=NOON)
        services.save_answers(own, draft_id=draft.pk, values=ANSWERS, seen={}, now=NOON)
        services.file(own, draft_id=draft.pk, seen=seen_of(draft), language=Language.EN, now=NOON)
        counsellor = acting_as_member(person.counsellor)

        (received,) = received_of(
            open_file(counsellor, person.pk, Purpose.EFFORTS, now=NOON), key="tests.office", subject=MARCH
        )

        assert received.payload["answers"]["worked"] is True
        assert "authorship" not in dataclasses.asdict(received)
        with pytest.raises(Hidden):
            filing_of(counsellor, received.number, now=NOON)

    def test_show_a_filing_to_its_person_only(self, person):
        filing = filed(answered(person))
        _file, found = filing_of(acting_as(person), filing.receipt.number, now=NOON)

        assert export(found)["payload"]["answers"]["ill"] is False
        with pytest.raises(Hidden):
            filing_of(acting_as(PersonFactory(with_account=True)), filing.receipt.number, now=NOON)

    def test_know_where_to_go_on(self, person):
        draft = begun(person)
        assert draft_of(acting_as(person), draft.pk, now=NOON).resume_at.key == "work"
        save(draft, {"worked": False, "employers": None, "how": None})
        assert draft_of(acting_as(person), draft.pk, now=NOON).resume_at.key == "health"


class TestDatabase:
    def test_refuses_to_change_a_filing(self, person):
        filing = filed(answered(person))
        for change in (
            lambda: Filing.objects.filter(pk=filing.pk).update(is_late=True, due_on=NOON),
            lambda: Filing.objects.filter(pk=filing.pk)._raw_delete("default"),
            lambda: FilingContent.objects.update(payload={}),
            lambda: FilingContent.objects.all().delete(),
            lambda: Answer.objects.update(value="other"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_refuses_an_answer_to_what_was_filed(self, person):
        draft = answered(person)
        filed(draft)
        with pytest.raises(DatabaseError, match="takes no answer"), transaction.atomic():
            Answer.objects.create(
                draft=draft, field="x", revision=9, value=1, capacity="self", presence="alone", written_at=NOON
            )

    def test_lets_a_person_have_one_open_draft_of_a_subject(self, person):
        draft = begun(person)
        with pytest.raises(DatabaseError), transaction.atomic():
            Draft.objects.create(
                person=person, key=KEY, version="2026-01", subject=MARCH, began_at=NOON, began_by=draft.began_by
            )
