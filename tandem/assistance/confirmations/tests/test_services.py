import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from tandem.assistance.confirmations import selectors, services
from tandem.assistance.confirmations.enums import Dropped, Flaw, Outcome
from tandem.assistance.confirmations.models import Act, Step
from tandem.assistance.confirmations.refusals import (
    AlreadyAnswered,
    AlreadyAsked,
    CannotBeSent,
    NotReachedThatFar,
    NotTogether,
    NoYes,
    PictureNeeded,
    UnknownCode,
)
from tandem.assistance.confirmations.services import screen
from tandem.assistance.confirmations.tests.factories import (
    DAY,
    LATER,
    MINUTE,
    asked,
    asked_proof,
    mandated,
    own,
    ready,
    says_yes,
    with_effort,
    with_list,
)
from tandem.assistance.sessions.services import start_beside
from tandem.assistance.sessions.tests.factories import helper_in, prove
from tandem.eservices.efforts.models import Proof
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.services import file as file_form
from tandem.eservices.procedures.services import save_answers
from tandem.eservices.procedures.tests.factories import declared, own_file, seen_of  # noqa: F401 - a fixture
from tandem.foundation.languages import Language
from tandem.foundation.pictures import picture
from tandem.foundation.refusals import Hidden
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.signals import sms_received
from tandem.identity.access.enums import AuthorityKind, Capacity, InPlaceReason, Presence, Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import ReasonNeeded, open_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.factors.services import WrongCode
from tandem.identity.factors.tests.factories import code_of
from tandem.identity.mandates import services as mandates
from tandem.identity.mandates.tests.factories import PHONE, a_helper, a_person, proposed
from tandem.identity.mandates.tests.factories import own_file as own_mandates
from tandem.identity.organisations.tests.factories import MembershipFactory

SCAN = picture(b"\x89PNG\r\n\x1a\n" + b"signed" * 9)
PLATFORM = system("LPGA 37 al. 1")


@pytest.fixture(autouse=True)
def form(declared):  # noqa: F811 - a fixture
    declared()


@pytest.fixture
def person(db):
    return with_list(a_person(language="de"))


@pytest.fixture
def helper(db):
    return a_helper()


@pytest.fixture
def mandate(person, helper):
    return mandated(person, helper)


@pytest.fixture
def act(person, helper, mandate):
    return asked(person, helper)


def again(act):
    act.refresh_from_db()
    return act


class TestAsk:
    def test_sends_nothing_and_keeps_the_text_in_the_persons_language(self, act, person):
        assert (act.state, act.reason, act.language) == ("asked", "no_device", "de")
        assert not Filing.objects.exists()
        assert Draft.objects.get().asked_at == NOON
        assert "Beck am Bach" in act.text
        assert act.steps.get(event="ask").text_hash == act.hash

    def test_needs_a_mandate_that_reaches_so_far(self, person, helper):
        mandated(person, helper, Reach.PREPARE)
        with pytest.raises(NotReachedThatFar):
            asked(person, helper)

    def test_asks_once_about_one_thing(self, act, person, helper):
        with pytest.raises(AlreadyAsked):
            asked(person, helper, draft_id=int(act.subject))

    def test_says_what_is_missing(self, person, helper, mandate):
        draft_id = ready(person, helper, answers={"worked": True})
        with pytest.raises(CannotBeSent):
            asked(person, helper, draft_id=draft_id)
        assert not Act.objects.exists()

    def test_is_nobodys_but_a_helpers_with_a_mandate(self, person, helper, mandate):
        draft_id = ready(person, helper)
        for acting in (a_helper(), acting_as(person), acting_as_member(person.counsellor)):
            with pytest.raises(Hidden):
                asked(person, acting, draft_id=draft_id)

    def test_does_not_take_the_draft_of_another_person(self, person, helper, mandate):
        another = a_person(phone="+41790000001")
        mandated(another, helper)
        draft_id = ready(another, helper)
        with pytest.raises(Hidden):
            asked(person, helper, draft_id=draft_id)

    def test_tells_the_person_on_her_channel_without_saying_what_it_is(self, act, person):
        message = person_messages(person)[-1]
        assert "Formular" not in message.short
        assert message.link.endswith(f"/in-place/{act.pk}/")

    def test_sends_at_once_where_the_mandate_says_so_and_keeps_the_reason(self, person, helper):
        mandated(person, helper, Reach.SEND)
        act = asked(person, helper, reason=InPlaceReason.ASKED_BY_PHONE)

        filing = Filing.objects.get()
        assert (act.state, act.reason, act.receipt_id) == ("sent", "asked_by_phone", filing.receipt_id)
        assert (filing.presence, filing.capacity) == (Presence.IN_PLACE, Capacity.HELPER)

    def test_is_the_only_way_to_send_for_a_helper_who_is_alone(self, person, helper):
        mandated(person, helper, Reach.SEND)
        draft_id = ready(person, helper)
        file = open_file(helper, person.pk, Purpose.MONTHLY_FORM, now=NOON)
        with pytest.raises(ReasonNeeded):
            file_form(file, draft_id=draft_id, seen="x", language=Language.EN, now=NOON)

    def test_the_database_refuses_a_reason_that_is_not_in_the_list(self, act):
        with pytest.raises(IntegrityError, match="reason_from_the_list"), transaction.atomic():
            Act.objects.filter(pk=act.pk).update(reason="because")


def person_messages(person):
    from tandem.facilities.notifications.models import Message  # noqa: PLC0415 - only here

    return list(Message.objects.filter(person=person).order_by("pk"))


class TestYesOnScreen:
    def test_sends_exactly_what_was_asked_as_made_in_place(self, act, person, helper):
        assert says_yes(person, act) is Outcome.SENT

        filing = Filing.objects.get()
        assert again(act).state == "confirmed"
        assert (filing.presence, filing.capacity, filing.filed_by_id) == (
            Presence.IN_PLACE,
            Capacity.HELPER,
            helper.user_id,
        )
        assert (filing.authority, filing.language) == (AuthorityKind.MANDATE, "de")
        assert act.receipt_id == filing.receipt_id

    def test_stands_in_the_ledger_for_both(self, act, person, helper):
        says_yes(person, act)

        rows = LedgerEntry.objects.filter(person=person, at=LATER).order_by("pk")
        assert [(row.verb, row.capacity, row.presence) for row in rows] == [
            ("procedures.file", "helper", "in_place"),
            ("confirmations.confirm", "self", "alone"),
        ]

    def test_takes_no_wrong_code_and_no_code_twice(self, act, person, helper):
        with pytest.raises(WrongCode):
            says_yes(person, act, typed="AAAAAAAA")
        says_yes(person, act, code=1)
        another = asked(person, helper, draft_id=ready(person, helper, subject="2026-02"))
        with pytest.raises(WrongCode):
            says_yes(person, another, code=1, now=LATER + MINUTE)
        assert Filing.objects.count() == 1

    def test_takes_no_text_but_the_one_that_was_asked(self, act, person):
        with pytest.raises(NoYes) as refused:
            services.confirm(own(person), act_id=act.pk, seen="0" * 64, code="x", now=LATER)
        assert refused.value.flaw is Flaw.OTHER_TEXT

    def test_is_nobodys_but_hers(self, act, person, helper):
        stranger = with_list(a_person(phone="+41790000001"))
        with pytest.raises(Hidden):
            says_yes(stranger, act)
        for acting in (
            open_file(helper, person.pk, Purpose.HELP, now=LATER),
            open_file(helper, person.pk, Purpose.MONTHLY_FORM, now=LATER),
        ):
            with pytest.raises(Hidden):
                services.confirm(acting, act_id=act.pk, seen=act.fingerprint, code="x", now=LATER)

    def test_sends_nothing_when_the_draft_was_changed_meanwhile(self, act, person, helper):
        file = open_file(helper, person.pk, Purpose.MONTHLY_FORM, now=NOON + 30 * MINUTE / 60)
        save_answers(file, draft_id=int(act.subject), values={"how": "full"}, seen={"how": 1}, now=NOON + MINUTE / 2)

        assert says_yes(person, act) is Outcome.CHANGED
        assert again(act).state == "changed"
        assert not Filing.objects.exists()
        assert Draft.objects.get().asked_at is None
        # It is asked anew, and then it goes.
        assert says_yes(person, asked(person, helper, draft_id=int(act.subject), now=LATER), code=2) is Outcome.SENT

    def test_sends_nothing_once_the_mandate_has_ended(self, act, person, mandate):
        mandates.end(own_mandates(person), mandate_id=mandate.pk, now=NOON + MINUTE / 2)

        assert says_yes(person, act) is Outcome.MANDATE_OVER
        assert (again(act).state, act.dropped) == ("dropped", Dropped.MANDATE_OVER)
        assert not Filing.objects.exists()

    def test_counts_once(self, act, person):
        says_yes(person, act)
        with pytest.raises(AlreadyAnswered):
            says_yes(person, act, code=2)
        assert Filing.objects.count() == 1

    def test_leaves_the_draft_and_her_words_when_she_says_no(self, act, person, helper):
        services.refuse(own(person), act_id=act.pk, words="I did not work on Friday.", now=LATER)

        assert (again(act).state, act.her_words) == ("refused", "I did not work on Friday.")
        assert Draft.objects.open().get().asked_at is None
        assert selectors.one_asked(helper, act.pk).her_words == "I did not work on Friday."
        with pytest.raises(AlreadyAnswered):
            says_yes(person, act)

    def test_takes_a_reason_when_it_is_late(self, person, helper):
        mandate_late = NOON
        mandated(person, helper, now=mandate_late)
        act = asked(person, helper, draft_id=ready(person, helper, subject="2026-02"))

        says_yes(person, act, late_reason="I was in hospital.")

        filing = Filing.objects.get()
        assert filing.is_late
        assert filing.content.payload["late_reason"] == "I was in hospital."


class TestTwoAnswersAtOnce:
    @pytest.mark.django_db(transaction=True)
    def test_send_once(self, person, helper):
        mandated(person, helper)
        act = asked(person, helper)
        answers = []

        def answer():
            try:
                answers.append(screen._confirm(own(person), act.pk, act.fingerprint, "", LATER))
            except AlreadyAnswered:
                answers.append("already")
            finally:
                connections.close_all()

        threads = [threading.Thread(target=answer, daemon=True) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(map(str, answers)) == ["already", "sent"]
        assert Filing.objects.count() == 1


class TestSms:
    def receive(self, text, *, sender=PHONE, now=LATER):
        sms_received.send(None, phone=sender, text=text, now=now)

    def last(self):
        return Outgoing.objects.filter(topic="mandates.reply").latest("pk").body

    @pytest.fixture
    def by_sms(self, act, helper):
        services.ask_by_sms(helper, act_id=act.pk, now=NOON)
        return act

    def test_asks_about_a_text_with_its_mark_and_names_no_benefit(self, by_sms):
        body = Outgoing.objects.get(topic="confirmations.question").body
        assert by_sms.fingerprint[:4].upper() in body
        assert "JA oder NEIN" in body

    @pytest.mark.parametrize("word", ["Ja", "JA.", " ja "])
    def test_sends_after_a_yes(self, by_sms, word):
        self.receive(word)

        assert again(by_sms).state == "confirmed"
        assert Filing.objects.get().presence == Presence.IN_PLACE
        assert by_sms.receipt.number in self.last()

    @pytest.mark.parametrize("word", ["Nein", "nein!"])
    def test_sends_nothing_after_a_no(self, by_sms, word):
        self.receive(word)

        assert again(by_sms).state == "refused"
        assert Draft.objects.open().get().asked_at is None

    @pytest.mark.parametrize("word", ["ja gerne", "ok", "yes", "oui", "jo", "👍", "J A", "ja nein", ""])
    def test_takes_everything_else_for_neither_and_gives_the_number_to_call(self, by_sms, word):
        self.receive(word)

        assert again(by_sms).state == "asked"
        assert not Filing.objects.exists()
        assert "nicht verstanden" in self.last()

    def test_takes_no_answer_from_another_phone(self, by_sms):
        a_person(phone="+41790000055")
        self.receive("Ja", sender="+41790000055")

        assert again(by_sms).state == "asked"

    def test_takes_an_answer_once(self, by_sms):
        self.receive("Ja")
        self.receive("Nein", now=LATER + MINUTE)

        assert again(by_sms).state == "confirmed"
        assert Filing.objects.count() == 1

    def test_takes_no_answer_after_three_days(self, by_sms):
        self.receive("Ja", now=NOON + 3 * DAY)

        assert again(by_sms).state == "asked"

    def test_sends_nothing_once_the_mandate_has_ended(self, by_sms, person, mandate):
        mandates.end(own_mandates(person), mandate_id=mandate.pk, now=NOON + MINUTE / 2)
        self.receive("Ja")

        assert again(by_sms).state == "dropped"
        assert not Filing.objects.exists()

    def test_never_asks_two_things_on_one_phone(self, by_sms, person, helper):
        waiting = proposed(person, a_helper(), now=NOON)
        with pytest.raises(mandates.PhoneIsBusy):
            mandates.ask_by_sms(acting_of_helper(waiting), mandate_id=waiting.pk, now=NOON)


def acting_of_helper(mandate):
    return acting_as_member(MembershipFactory._meta.model.objects.get(user=mandate.helpers.get().user))


class TestPaper:
    @pytest.fixture
    def printed(self, act, helper):
        return services.note_printed(helper, act_id=act.pk, now=NOON)

    def test_sends_after_a_signature_that_the_helper_shows(self, printed, helper):
        act, outcome = services.note_paper(
            helper, code=printed.paper_code.lower(), signed_on=NOON.date(), scan=SCAN, now=NOON + DAY
        )

        assert outcome is Outcome.SENT
        assert act.steps.get(event="confirm").signed_on == NOON.date()
        assert Filing.objects.get().presence == Presence.IN_PLACE

    def test_takes_no_word_of_the_helper_for_a_signature(self, printed, helper):
        with pytest.raises(PictureNeeded):
            services.note_paper(helper, code=printed.paper_code, signed_on=NOON.date(), now=NOON + DAY)
        assert again(printed).state == "asked"

    def test_is_taken_at_the_desk_that_the_form_is_for(self, printed, person):
        officer = MembershipFactory(fund_officer=True, organisation=person.fund)

        _act, outcome = services.note_paper(
            acting_as_member(officer), code=printed.paper_code, signed_on=NOON.date(), now=NOON + DAY
        )

        assert outcome is Outcome.SENT
        row = LedgerEntry.objects.get(verb="confirmations.note_paper")
        assert (row.capacity, row.purpose) == ("fund_officer", "monthly_form")

    def test_is_taken_nowhere_else(self, printed, person, helper):
        others = (
            acting_as_member(person.counsellor),  # the form is the fund's
            acting_as_member(MembershipFactory(fund_officer=True)),
            a_helper(),
            acting_as_member(MembershipFactory(operator=True)),
            acting_as(person),
        )
        for acting in others:
            with pytest.raises(UnknownCode):
                services.note_paper(acting, code=printed.paper_code, signed_on=NOON.date(), scan=SCAN, now=NOON + DAY)

    def test_knows_no_other_code(self, printed, helper):
        for code in ("7K3A-9QWX-4ACD", "x", ""):
            with pytest.raises(UnknownCode):
                services.note_paper(helper, code=code, signed_on=NOON.date(), scan=SCAN, now=NOON + DAY)

    @pytest.mark.parametrize(
        ("signed_on", "now", "flaw"),
        [
            (NOON.date() - DAY, NOON + DAY, Flaw.TOO_EARLY),
            (NOON.date() + 2 * DAY, NOON + DAY, Flaw.SIGNED_TOMORROW),
        ],
    )
    def test_takes_no_signature_of_another_day(self, printed, helper, signed_on, now, flaw):
        with pytest.raises(NoYes) as refused:
            services.note_paper(helper, code=printed.paper_code, signed_on=signed_on, scan=SCAN, now=now)
        assert refused.value.flaw is flaw

    def test_is_no_way_before_the_sheet_was_printed(self, act, helper):
        with pytest.raises(NoYes) as refused:
            services.note_paper(helper, code=act.paper_code, signed_on=NOON.date(), scan=SCAN, now=LATER)
        assert refused.value.flaw is Flaw.NOT_ASKED

    def test_is_taken_once(self, printed, helper):
        services.note_paper(helper, code=printed.paper_code, signed_on=NOON.date(), scan=SCAN, now=LATER)
        with pytest.raises(AlreadyAnswered):
            services.note_paper(helper, code=printed.paper_code, signed_on=NOON.date(), scan=SCAN, now=LATER)


class TestVisit:
    @pytest.fixture
    def session(self, person, helper, act):
        """On his device, under the mandate that he has; she has typed the first code of her list."""
        session = start_beside(helper, person_id=person.pk, areas=(Purpose.MONTHLY_FORM,), now=NOON)
        return prove(session, now=NOON)

    def confirm(self, acting, act, number=2, **facts):
        facts = {"act_id": act.pk, "seen": act.fingerprint, "code": code_of(number), "now": LATER, **facts}
        return services.confirm_together(acting, **facts)

    def test_is_no_yes_without_a_session(self, act, helper):
        with pytest.raises(NotTogether):
            self.confirm(helper, act)

    def test_is_no_yes_without_her_code_however_fresh_her_presence(self, act, session):
        with pytest.raises(WrongCode):
            self.confirm(helper_in(session, now=LATER), act, number=1)
        assert not Filing.objects.exists()

    def test_sends_with_her_code_and_still_as_made_in_place(self, act, session):
        assert self.confirm(helper_in(session, now=LATER), act) is Outcome.SENT

        assert Filing.objects.get().presence == Presence.IN_PLACE
        assert act.steps.get(event="confirm").channel == "visit"

    def test_is_no_yes_for_another_person_s_act(self, session, helper):
        another = a_person(phone="+41790000001")
        mandated(another, helper)
        with pytest.raises(NotTogether):
            self.confirm(helper_in(session, now=LATER), asked(another, helper))


class TestTime:
    def test_reminds_after_three_and_ten_days_then_lists_it_and_never_confirms(self, act, person):
        def run(days):
            return services.remind(PLATFORM, now=NOON + days * DAY)

        assert [run(days) for days in (2, 3, 4, 9, 10, 11, 400)] == [0, 1, 0, 0, 1, 0, 0]
        assert again(act).state == "unconfirmed"
        assert [message.kind for message in person_messages(person) if message.kind.startswith("confirmations.")] == [
            "confirmations.asked",
            "confirmations.reminded",
            "confirmations.reminded",
        ]
        assert not Filing.objects.exists()

    def test_lets_her_say_yes_at_the_visit_all_the_same(self, act, person):
        services.remind(PLATFORM, now=NOON + 10 * DAY)

        assert says_yes(person, act, now=NOON + 11 * DAY) in (Outcome.SENT, Outcome.CHANGED)

    def test_closes_it_when_she_files_herself(self, act, person, django_capture_on_commit_callbacks):
        draft = Draft.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            file_form(
                own_file(person, now=LATER),
                draft_id=draft.pk,
                seen=seen_of(draft, now=LATER),
                language=Language.EN,
                now=LATER,
            )

        assert (again(act).state, act.dropped) == ("dropped", Dropped.FILED)


class TestEfforts:
    def test_are_sent_after_her_yes_as_made_in_place(self, person, helper, mandate):
        with_effort(person, helper)
        act = asked_proof(person, helper)
        assert not Proof.objects.exists()

        assert says_yes(person, act) is Outcome.SENT
        proof = Proof.objects.get()
        row = LedgerEntry.objects.get(verb="efforts.file_proof")
        assert (proof.filed_by_id, row.presence, row.capacity) == (helper.user_id, "in_place", "helper")

    def test_are_asked_anew_when_one_more_was_noted(self, person, helper, mandate):
        with_effort(person, helper)
        act = asked_proof(person, helper)
        with_effort(person, helper, now=LATER)

        assert says_yes(person, act, now=LATER + MINUTE) is Outcome.CHANGED
        assert not Proof.objects.exists()


class TestTakeBack:
    def test_leaves_the_form_and_asks_no_more(self, act, person, helper):
        services.take_back(helper, act_id=act.pk, now=LATER)

        assert (again(act).state, act.dropped) == ("dropped", Dropped.TAKEN_BACK)
        assert Draft.objects.open().get().asked_at is None

    def test_is_nobodys_but_his_who_asked(self, act, person):
        colleague = a_helper()
        mandated(person, colleague)
        with pytest.raises(Hidden):
            services.take_back(colleague, act_id=act.pk, now=LATER)


class TestDatabase:
    def test_keeps_steps_for_good(self, act):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            Step.objects.filter(act=act).update(channel="sms")

    def test_takes_no_yes_from_anybody_but_the_person(self, act):
        for channel in ("platform", "helper"):
            with pytest.raises(IntegrityError, match="comes_from_the_person"), transaction.atomic():
                Step.objects.create(act=act, event="confirm", channel=channel, at=LATER, text_hash=act.hash)

    def test_decides_an_act_once(self, act):
        Step.objects.create(act=act, event="confirm", channel="screen", at=LATER, text_hash=act.hash)
        with pytest.raises(IntegrityError, match="decided_once"), transaction.atomic():
            Step.objects.create(act=act, event="refuse", channel="screen", at=LATER)

    def test_knows_nothing_confirmed_without_a_receipt(self, act):
        with pytest.raises(IntegrityError, match="has_a_receipt"), transaction.atomic():
            Act.objects.filter(pk=act.pk).update(state="confirmed", closed_at=LATER)
        assert connection.is_usable()
