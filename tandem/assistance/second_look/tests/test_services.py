import datetime
import json

import pytest
from django.db import connection

from tandem.assistance.second_look import selectors, services
from tandem.assistance.second_look.enums import Ended, State, Verdict
from tandem.assistance.second_look.models import Comment, Look
from tandem.assistance.second_look.refusals import (
    AlreadyAnswered,
    AskedAlready,
    Closed,
    HelperGone,
    NothingSaid,
    NotReady,
    TooLong,
    TooManyLooks,
    UnknownLine,
)
from tandem.assistance.second_look.tests.factories import HOUR, READS, asked, asked_of, mark_of, opened_by_link, said
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.services import discard_draft, save_answers
from tandem.eservices.procedures.services import file as file_form
from tandem.eservices.procedures.tests.factories import answered, begun, filed, own_file
from tandem.facilities.notifications.models import Message
from tandem.facilities.receipts.rules import payload_hash
from tandem.foundation.refusals import Hidden, Refusal
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import system
from tandem.identity.mandates import services as mandates
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.mandates.tests.factories import own_file as own_mandates
from tandem.identity.mandates.types import Terms
from tandem.identity.people.tests.factories import PersonFactory

LATER = NOON + HOUR


def view_of(look, *, now=LATER):
    file = open_own_file(acting_as(look.person, now=now), Purpose.HELP, now=now)
    return selectors.look_of(file, look.pk, now=now)


def answer(helper, look, *, verdict=Verdict.RIGHT, words="", remarks=None, now=LATER):
    services.answer(helper, look_id=look.pk, verdict=verdict, words=words, remarks=remarks or {}, now=now)
    look.refresh_from_db()


def verbs_of(person):
    return list(LedgerEntry.objects.filter(person=person).order_by("sequence").values_list("verb", "capacity"))


class TestCopy:
    def test_holds_what_would_be_sent_word_for_word_and_no_name_of_ours(self):
        look = asked_of(a_helper())
        copy = view_of(look).copy
        lines = [(line.question, line.answer) for line in copy.lines.values()]

        assert ("Did you work this month?", "Yes") in lines
        assert copy.declaration == "I confirm that this is complete and true."
        assert list(copy.lines) == [f"l{number}" for number in range(1, len(lines) + 1)]

    def test_says_nothing_else_of_her_file(self):
        person = a_person(given_name="Zyprienne", avs_number="7569217076985", with_address=True)
        look = opened_by_link(answered(person))
        kept = look.snapshot

        for secret in ("Zyprienne", person.family_name, "756921", str(person.person_number), "Your earnings count"):
            assert secret not in kept

    def test_stays_as_it_was_when_she_changes_an_answer(self):
        look = asked_of(a_helper())
        draft_id = int(look.subject)
        save_answers(own_file(look.person), draft_id=draft_id, values={"how": "full"}, seen={"how": 1}, now=LATER)

        assert "Part-time" in [line.answer for line in view_of(look).copy.lines.values()]

    def test_has_the_fingerprint_of_what_is_kept(self):
        look = asked_of(a_helper())

        assert payload_hash(json.loads(look.snapshot)).hex() == look.snapshot_hash

    def test_lies_encrypted_in_the_table(self):
        look = said(opened_by_link(), words="All fine, says Quibblestone")
        with connection.cursor() as cursor:
            cursor.execute("SELECT snapshot || words || reader FROM second_look_look WHERE id = %s", [look.pk])
            kept = cursor.fetchone()[0]

        assert not any(word in kept for word in ("Beck am Bach", "Quibblestone", "Nina"))


class TestAsk:
    def test_tells_the_helper_without_saying_who_and_what(self):
        look = asked_of(a_helper(user__email="helper@example.com"))
        mail = Outgoing.objects.filter(topic="second_look.asked").get()

        assert str(look.pk) in mail.body
        assert look.person.family_name not in mail.body + mail.subject
        assert "Beck am Bach" not in mail.body

    def test_is_for_the_person_herself(self):
        draft = answered(a_person())
        helper = a_helper()
        mandate = granted(draft.person, helper, Terms({Purpose.MONTHLY_FORM: Reach.PREPARE}, Duration.ONE_MONTH))

        with pytest.raises(Hidden):
            services.ask(
                helper,
                kind="form",
                subject=str(draft.pk),
                helper=mark_of(mandate, helper),
                wish="",
                language="en",
                now=NOON,
            )

    def test_is_refused_for_a_form_of_somebody_else(self):
        draft = answered(a_person())

        with pytest.raises(Hidden):
            services.ask(
                acting_as(a_person(phone="")),
                kind="form",
                subject=str(draft.pk),
                helper="",
                wish="",
                language="en",
                now=NOON,
            )
        assert not Look.objects.exists()

    def test_wants_something_that_can_be_sent(self):
        with pytest.raises(NotReady):
            asked(begun())

    def test_offers_those_whose_mandate_lets_them_read_it(self):
        person = a_person()
        reads, is_present, other_area = a_helper(), a_helper(), a_helper()
        granted(person, reads)
        for helper, terms in (
            (reads, READS),
            (is_present, Terms({Purpose.MONTHLY_FORM: Reach.BE_PRESENT}, Duration.ONE_MONTH)),
            (other_area, Terms({Purpose.EFFORTS: Reach.SEND}, Duration.ONE_MONTH)),
        ):
            granted(person, helper, terms)

        found = selectors.helpers_for(own_mandates(person), Purpose.MONTHLY_FORM, now=NOON)

        assert {one.user_id for one in found} == {reads.user_id}

    def test_refuses_a_helper_who_was_not_offered(self):
        draft = answered(a_person())
        stranger = a_helper()
        mandate = granted(a_person(phone=""), stranger, READS)

        with pytest.raises(HelperGone):
            asked(draft, helper=mark_of(mandate, stranger))

    def test_asks_a_helper_once_and_five_people_at_most(self):
        helper = a_helper()
        look = asked_of(helper)
        draft = answered_draft(look)
        with pytest.raises(AskedAlready):
            asked(draft, helper=f"{look.mandate_id}-{helper.user_id}")
        for _number in range(4):
            asked(draft)
        with pytest.raises(TooManyLooks):
            asked(draft)

    def test_refuses_a_wish_that_is_a_letter(self):
        with pytest.raises(TooLong):
            asked(answered(), wish="x" * 301)


def answered_draft(look):
    return Draft.objects.get(pk=look.subject)


class TestHelper:
    def test_reads_answers_and_leaves_her_rows_in_the_ledger(self):
        helper = a_helper()
        look = asked_of(helper)
        services.open_asked(helper, look_id=look.pk, now=LATER)
        answer(
            helper,
            look,
            verdict=Verdict.AGAIN,
            remarks={"l1": "Is that so?", "l2": " "},
            words="Look at the first line.",
        )
        view = view_of(look)

        assert view.state is State.ANSWERED
        assert [(remark.field, remark.text) for remark in view.remarks] == [("worked", "Is that so?")]
        assert ("access.open_file", "helper") in verbs_of(look.person)
        assert ("second_look.answer", "helper") in verbs_of(look.person)

    def test_tells_the_person_that_it_is_there_and_not_what_it_says(self):
        helper = a_helper()
        look = asked_of(helper)
        answer(helper, look, words="The amount is wrong.")
        message = Message.objects.get(kind="second_look.answered")

        assert message.person == look.person
        assert "amount" not in message.body + message.subject + message.short

    def test_is_the_one_who_was_asked(self):
        look = asked_of(a_helper())
        colleague = a_helper()
        granted(look.person, colleague, READS)

        for verb in (services.open_asked, answer_as):
            with pytest.raises(Hidden):
                verb(colleague, look_id=look.pk, now=LATER)

    def test_sees_nothing_once_the_mandate_has_ended(self):
        helper = a_helper()
        look = asked_of(helper)
        mandates.end(own_mandates(look.person), mandate_id=look.mandate_id, now=NOON)

        for verb in (services.open_asked, answer_as):
            with pytest.raises(Hidden):
                verb(helper, look_id=look.pk, now=LATER)

    def test_cannot_send_it(self):
        helper = a_helper()
        look = asked_of(helper)
        file = services.open_asked(helper, look_id=look.pk, now=LATER)
        with pytest.raises((Hidden, Refusal)):
            file_form(file, draft_id=int(look.subject), seen=look.seen, language="en", now=LATER)
        assert not Filing.objects.exists()

    def test_answers_once(self):
        helper = a_helper()
        look = asked_of(helper)
        answer(helper, look)
        with pytest.raises(AlreadyAnswered):
            answer(helper, look)

    @pytest.mark.parametrize(
        ("remarks", "words", "verdict", "refusal"),
        [
            ({"l99": "Not there"}, "", Verdict.AGAIN, UnknownLine),
            ({"worked": "A name of ours"}, "", Verdict.AGAIN, UnknownLine),
            ({"l1": "x" * 501}, "", Verdict.AGAIN, TooLong),
            ({}, "x" * 501, Verdict.RIGHT, TooLong),
            ({"l1": "  "}, " ", Verdict.AGAIN, NothingSaid),
        ],
    )
    def test_cannot_write_where_no_line_is_or_too_much_or_nothing(self, remarks, words, verdict, refusal):
        helper = a_helper()
        look = asked_of(helper)
        with pytest.raises(refusal):
            answer(helper, look, remarks=remarks, words=words, verdict=verdict)
        look.refresh_from_db()
        assert look.answered_at is None
        assert not Comment.objects.exists()

    def test_is_too_late_after_a_week(self):
        helper = a_helper()
        look = asked_of(helper)
        with pytest.raises(Closed):
            services.open_asked(helper, look_id=look.pk, now=NOON + datetime.timedelta(days=7))

    def test_has_a_list_of_names_that_opens_no_file(self):
        helper = a_helper()
        look = asked_of(helper)
        before = LedgerEntry.objects.count()
        rows = selectors.asked_of(helper, now=LATER)

        assert [(row.look_id, row.person) for row in rows] == [(look.pk, look.person.name)]
        assert LedgerEntry.objects.count() == before
        with pytest.raises(Hidden):
            selectors.asked_of(acting_as(look.person), now=LATER)


def answer_as(helper, *, look_id, now):
    services.answer(helper, look_id=look_id, verdict=Verdict.RIGHT, words="", remarks={}, now=now)


class TestTakingBack:
    def test_closes_it_for_everybody(self):
        helper = a_helper()
        look = asked_of(helper)
        services.take_back(acting_as(look.person), look_id=look.pk, now=LATER)

        with pytest.raises(Closed):
            services.open_asked(helper, look_id=look.pk, now=LATER)
        assert view_of(look).state is State.TAKEN_BACK

    def test_is_for_the_person_of_the_look(self):
        look = asked_of(a_helper())
        with pytest.raises(Hidden):
            services.take_back(acting_as(a_person(phone="")), look_id=look.pk, now=LATER)


class TestSending:
    """The person sends, and what was filed says that somebody had looked; what was sent does not."""

    def test_is_noted_as_alone_after_a_second_look(self, django_capture_on_commit_callbacks):
        look = said(opened_by_link())
        with django_capture_on_commit_callbacks(execute=True):
            filing = filed(answered_draft(look), now=LATER)
        look.refresh_from_db()

        assert filing.presence == "second_look"
        assert "second_look" not in json.dumps(filing.content.payload)
        assert "Nina" not in json.dumps([filing.content.payload, filing.content.text_seen])
        assert (look.end_reason, view_of(look).state) == (Ended.SENT, State.SENT)
        entry = LedgerEntry.objects.get(person=look.person, verb="procedures.file")
        assert entry.presence == "second_look"

    def test_after_a_change_counts_as_well(self):
        look = said(opened_by_link())
        save_answers(
            own_file(look.person), draft_id=int(look.subject), values={"how": "full"}, seen={"how": 1}, now=LATER
        )

        assert filed(answered_draft(look), now=LATER).presence == "second_look"

    def test_never_waits_for_an_answer(self):
        look = opened_by_link()

        assert filed(answered_draft(look), now=LATER).presence == "alone"

    def test_of_another_form_is_alone(self):
        look = said(opened_by_link())
        other = answered(look.person, subject="2026-02")

        assert filed(other, now=LATER).presence == "alone"

    def test_leaves_nothing_to_open(self, django_capture_on_commit_callbacks):
        helper = a_helper()
        look = asked_of(helper)
        with django_capture_on_commit_callbacks(execute=True):
            filed(answered_draft(look), now=LATER)

        with pytest.raises(Closed):
            services.open_asked(helper, look_id=look.pk, now=LATER)
        assert Filing.objects.count() == 1


class TestForgetting:
    def test_goes_with_a_form_that_is_removed(self, django_capture_on_commit_callbacks):
        look = asked_of(a_helper())
        with django_capture_on_commit_callbacks(execute=True):
            discard_draft(own_file(look.person), draft_id=int(look.subject), now=LATER)

        assert not Look.objects.exists()

    def test_goes_after_ninety_days(self):
        asked_of(a_helper())
        platform = system("LPD 6 al. 6")

        assert services.forget_old(platform, now=NOON + datetime.timedelta(days=90)) == 0
        assert services.forget_old(platform, now=NOON + datetime.timedelta(days=91)) > 0
        with pytest.raises(Hidden):
            services.forget_old(acting_as(PersonFactory(with_account=True)), now=NOON)


class TestCounting:
    def test_hides_small_numbers(self):
        draft = answered()
        for _number in range(5):
            asked(draft)
        counted = selectors.counted(since=NOON, until=LATER)

        assert (counted.asked, counted.answered, counted.without_mandate) == (5, 0, 5)
        Look.objects.first().delete()
        assert selectors.counted(since=NOON, until=LATER).asked is None
