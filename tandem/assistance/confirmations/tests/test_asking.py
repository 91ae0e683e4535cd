"""A helper asks, with a reason; or takes it back."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tandem.assistance.confirmations import services
from tandem.assistance.confirmations.enums import Dropped, Outcome
from tandem.assistance.confirmations.models import Act, Step
from tandem.assistance.confirmations.refusals import (
    AlreadyAsked,
    CannotBeSent,
    NotReachedThatFar,
)
from tandem.assistance.confirmations.tests.factories import (
    LATER,
    MINUTE,
    asked,
    asked_proof,
    mandated,
    ready,
    says_yes,
    with_effort,
)
from tandem.eservices.efforts.models import Proof
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.services import file as file_form
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, InPlaceReason, Presence, Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import ReasonNeeded, SignatureNeeded, open_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.mandates.tests.factories import a_helper, a_person

pytestmark = pytest.mark.usefixtures("form")


def again(act):
    act.refresh_from_db()
    return act


def person_messages(person):
    from tandem.facilities.notifications.models import Message  # noqa: PLC0415 - only here

    return list(Message.objects.filter(person=person).order_by("pk"))


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
        act = asked(person, helper.signing(), reason=InPlaceReason.ASKED_BY_PHONE)

        filing = Filing.objects.get()
        assert (act.state, act.reason, act.receipt_id) == ("sent", "asked_by_phone", filing.receipt_id)
        assert (filing.presence, filing.capacity) == (Presence.IN_PLACE, Capacity.HELPER)

    def test_sends_nothing_that_the_helper_has_not_signed(self, person, helper):
        mandated(person, helper, Reach.SEND)
        with pytest.raises(SignatureNeeded):
            asked(person, helper)

        assert not Act.objects.exists()
        assert not Filing.objects.exists()

    def test_is_the_only_way_to_send_for_a_helper_who_is_alone(self, person, helper):
        mandated(person, helper, Reach.SEND)
        draft_id = ready(person, helper)
        file = open_file(helper, person.pk, Purpose.MONTHLY_FORM, now=NOON)
        with pytest.raises(ReasonNeeded):
            file_form(file, draft_id=draft_id, seen="x", language=Language.EN, now=NOON)

    def test_the_database_refuses_a_reason_that_is_not_in_the_list(self, act):
        with pytest.raises(IntegrityError, match="reason_from_the_list"), transaction.atomic():
            Act.objects.filter(pk=act.pk).update(reason="because")


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
