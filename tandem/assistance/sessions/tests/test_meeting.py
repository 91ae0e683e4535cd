"""How two people meet, and how it ends: the verbs."""

import dataclasses
import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from tandem.assistance.sessions import refusals, selectors, services
from tandem.assistance.sessions.enums import EndReason, Hands, State, Way
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.signals import session_ended
from tandem.assistance.sessions.tests.factories import (
    BOTH,
    AssistedSessionFactory,
    asked,
    beside,
    helper_in,
    joined,
    person_in,
    prove,
    together,
)
from tandem.foundation.limits.attempts import TooManyAttempts
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.factors.tests.factories import CodeListFactory
from tandem.identity.mandates.services import end as end_mandate
from tandem.identity.mandates.tests.factories import a_helper, a_person, a_relative, own_file
from tandem.identity.organisations.tests.factories import MembershipFactory

MINUTE = datetime.timedelta(minutes=1)
PLATFORM = system("LPGA 37 al. 1")


def kept(session) -> AssistedSession:
    return AssistedSession.objects.get(pk=session.pk)


def verbs_of(person) -> list[str]:
    return list(LedgerEntry.objects.filter(person=person).order_by("sequence").values_list("verb", flat=True))


class TestStart:
    def test_waits_ten_minutes_for_a_helper_with_six_digits(self):
        session = asked()

        assert session.code.isdigit()
        assert len(session.code) == 6
        assert session.state(NOON + 10 * MINUTE - datetime.timedelta(seconds=1)) is State.WAITING
        assert session.state(NOON + 10 * MINUTE) is State.OVER
        assert verbs_of(session.person) == ["sessions.start"]

    def test_opens_nothing_to_anybody(self):
        session = asked()

        assert selectors.current(person_in(session), now=NOON) is None

    def test_keeps_the_code_encrypted(self):
        session = asked()

        rows = AssistedSession.objects.annotate(raw=Cast("code", TextField()))
        assert session.code not in rows.values_list("raw", flat=True).get()
        assert kept(session).code == session.code

    def test_ends_the_session_before(self):
        first = asked()
        second = services.start(acting_as(first.person), way=Way.HER_DEVICE, areas=BOTH, now=NOON + MINUTE)

        assert kept(first).end_reason == EndReason.REPLACED
        assert kept(first).code == ""
        assert kept(second).ended_at is None

    @pytest.mark.parametrize("areas", [(), (Purpose.MANDATES,), (Purpose.EFFORTS, Purpose.LOG_IN)])
    def test_is_about_areas_that_can_be_shared(self, areas):
        with pytest.raises(refusals.NothingChosen):
            asked(areas=areas)

    def test_is_the_person_s_own(self):
        with pytest.raises(Hidden):
            services.start(a_helper(), way=Way.DISTANCE, areas=BOTH, now=NOON)

    def test_is_counted(self):
        person = a_person()
        for _number in range(20):
            asked(person)
        with pytest.raises(refusals.TooManySessions):
            asked(person)


class TestJoin:
    def test_shows_nothing_before_she_says_yes(self):
        session = joined()

        assert session.state(NOON) is State.ASKING
        assert selectors.current(helper_in(session), now=NOON) is None

    def test_opens_once(self):
        session = asked()
        services.join(a_helper(), code=session.code, now=NOON)

        with pytest.raises(refusals.WrongMeetingCode):
            services.join(a_helper(), code=session.code, now=NOON)

    def test_takes_no_old_code(self):
        session = asked()

        with pytest.raises(refusals.WrongMeetingCode):
            services.join(a_helper(), code=session.code, now=NOON + 10 * MINUTE)

    def test_takes_no_code_of_a_session_that_ended(self):
        session = asked()
        services.end(person_in(session), session_id=session.pk, now=NOON)

        with pytest.raises(refusals.WrongMeetingCode):
            services.join(a_helper(), code=session.code, now=NOON)

    def test_is_locked_after_five_wrong_codes_for_an_hour_even_for_the_right_one(self):
        session, helper = asked(), a_helper()
        wrong = "000000" if session.code != "000000" else "111111"
        for _number in range(5):
            with pytest.raises(refusals.WrongMeetingCode):
                services.join(helper, code=wrong, now=NOON)

        with pytest.raises(TooManyAttempts):
            services.join(helper, code=session.code, now=NOON)
        assert services.join(a_helper(), code=session.code, now=NOON).pk == session.pk

    def test_a_volunteer_without_a_structure_can(self):
        session = joined(helper=a_relative(volunteer=True))

        assert session.organisation_id is None
        assert session.state(NOON) is State.ASKING

    def test_needs_a_helper_s_account(self):
        session = asked()

        for nobody in (acting_as(a_person()), acting_as_member(MembershipFactory())):
            with pytest.raises(refusals.NotAHelper):
                services.join(nobody, code=session.code, now=NOON)

    def test_refuses_whoever_decides_on_her_benefits(self):
        person, helper = a_person(), a_helper()
        MembershipFactory(user_id=helper.user_id, organisation=person.office)

        with pytest.raises(refusals.ConflictOfInterest):
            joined(person, helper)

    def test_refuses_one_s_own_session(self):
        membership = MembershipFactory(helper=True)
        person = a_person(with_account=False, user=membership.user)

        with pytest.raises(refusals.OwnSession):
            joined(person, acting_as_member(membership))


class TestAccept:
    def test_begins_sixty_minutes(self):
        session = together()

        assert session.state(NOON + 60 * MINUTE - datetime.timedelta(seconds=1)) is State.OPEN
        assert session.state(NOON + 60 * MINUTE) is State.OVER
        assert verbs_of(session.person) == ["sessions.start", "sessions.accept"]

    def test_is_hers_alone(self):
        session = joined()

        with pytest.raises(Hidden):
            services.accept(helper_in(session), session_id=session.pk, now=NOON)
        with pytest.raises(Hidden):
            services.accept(acting_as(a_person()), session_id=session.pk, now=NOON)

    def test_comes_too_late_after_ten_minutes(self):
        session = joined()

        with pytest.raises(refusals.AlreadyOver):
            services.accept(person_in(session), session_id=session.pk, now=NOON + 10 * MINUTE)

    def test_a_no_ends_it(self):
        session = joined()
        services.decline(person_in(session), session_id=session.pk, now=NOON)

        assert kept(session).end_reason == EndReason.DECLINED


class TestHands:
    def test_are_given_and_taken_back_by_her(self):
        session = together(hands=Hands.HELPER)
        assert kept(session).hands == Hands.HELPER

        services.take_back(person_in(session), session_id=session.pk, now=NOON)

        assert kept(session).hands == Hands.PERSON
        assert verbs_of(session.person)[-2:] == ["sessions.hand_over", "sessions.take_back"]

    def test_are_never_taken_by_the_helper(self):
        session = together()

        with pytest.raises(Hidden):
            services.hand_over(helper_in(session), session_id=session.pk, now=NOON)

    def test_can_be_given_back_by_him(self):
        session = together(hands=Hands.HELPER)
        services.take_back(helper_in(session), session_id=session.pk, now=NOON)

        assert kept(session).hands == Hands.PERSON

    def test_change_on_the_helper_s_screen_where_both_sit_before_it(self):
        session = beside()
        services.hand_over(helper_in(session), session_id=session.pk, now=NOON)

        assert kept(session).hands == Hands.HELPER

    def test_need_her_presence(self):
        session = together()

        with pytest.raises(refusals.NotThere):
            services.hand_over(person_in(session), session_id=session.pk, now=NOON + 15 * MINUTE)


class TestProlong:
    def test_gives_an_hour_from_her_tap(self):
        session = together()
        later = NOON + 10 * MINUTE
        services.prolong(person_in(session, now=later), session_id=session.pk, now=later)

        assert kept(session).ends_at == later + 60 * MINUTE

    def test_is_not_the_helper_s(self):
        session = together()

        with pytest.raises(Hidden):
            services.prolong(helper_in(session), session_id=session.pk, now=NOON)

    def test_on_his_device_takes_her_proof(self):
        session = beside()
        prove(session, number=2, now=NOON + 20 * MINUTE)

        assert kept(session).ends_at == NOON + 80 * MINUTE


class TestProvePresence:
    def test_brings_a_lapsed_presence_back_on_her_own_screen(self):
        session = together()
        CodeListFactory(user=session.person.user)
        later = NOON + 20 * MINUTE
        assert not kept(session).is_proved(later)

        prove(session, now=later)

        assert kept(session).is_proved(later)
        assert kept(session).ends_at == NOON + 60 * MINUTE

    def test_is_not_typed_on_the_helper_s_screen_when_each_has_an_own_one(self):
        session = together()

        with pytest.raises(Hidden):
            services.prove_presence(helper_in(session), session_id=session.pk, code="ACE", now=NOON)

    def test_does_not_come_back_by_a_sign_alone(self):
        session = together()
        later = NOON + 20 * MINUTE
        services.note_sign(person_in(session), session=kept(session), now=later)

        assert not kept(session).is_proved(later)

    def test_lasts_with_each_sign_of_hers_and_with_none_of_the_helper_s(self):
        session = together()
        later = NOON + 10 * MINUTE
        services.note_sign(helper_in(session), session=kept(session), now=later)
        assert kept(session).active_at == NOON

        services.note_sign(person_in(session), session=kept(session), now=later)
        assert kept(session).is_proved(NOON + 24 * MINUTE)


class TestEnd:
    @pytest.mark.parametrize(("side", "reason"), [(person_in, EndReason.PERSON), (helper_in, EndReason.HELPER)])
    def test_comes_from_either_side_at_once(self, side, reason):
        session = together()
        actor = side(session)
        services.end(actor, session_id=session.pk, now=NOON)

        assert kept(session).end_reason == reason
        assert selectors.current(person_in(session), now=NOON) is None
        with pytest.raises(refusals.AlreadyOver):
            services.end(actor, session_id=session.pk, now=NOON)

    def test_is_nobody_else_s(self):
        session = together()

        with pytest.raises(Hidden):
            services.end(acting_as(a_person()), session_id=session.pk, now=NOON)
        with pytest.raises(Hidden):
            services.end(a_helper(), session_id=session.pk, now=NOON)

    def test_comes_with_a_log_out(self):
        session = together()

        assert services.end_at_log_out(helper_in(session), session_id=session.pk, now=NOON)
        assert kept(session).end_reason == EndReason.LOG_OUT

    def test_comes_with_the_end_of_the_mandate(self, django_capture_on_commit_callbacks):
        session = beside()
        actor = helper_in(session)
        with django_capture_on_commit_callbacks(execute=True):
            end_mandate(own_file(session.person), mandate_id=session.mandate_id, now=NOON)

        assert kept(session).end_reason == EndReason.MANDATE
        assert selectors.current(actor, now=NOON) is None

    def test_counts_before_anybody_has_noted_it(self):
        """Without the news: every request asks the mandate itself."""
        session = beside()
        end_mandate(own_file(session.person), mandate_id=session.mandate_id, now=NOON)

        assert kept(session).ended_at is None
        assert selectors.current(helper_in(session), now=NOON) is None

    def test_is_noted_by_the_platform_when_its_time_has_passed(self):
        over, waited, running = together(), asked(), together(now=NOON + 50 * MINUTE)

        assert services.close_over(PLATFORM, now=NOON + 60 * MINUTE) == 2
        assert (kept(over).end_reason, kept(waited).end_reason) == (EndReason.TIME, EndReason.NOBODY)
        assert kept(running).ended_at is None
        assert verbs_of(over.person)[-1] == "sessions.note_end"

    def test_tells_the_log_of_help(self, django_capture_on_commit_callbacks):
        told = []

        def listener(sender, **facts):
            told.append(facts)

        session_ended.connect(listener)
        session = together()
        with django_capture_on_commit_callbacks(execute=True):
            services.end(person_in(session), session_id=session.pk, now=NOON)
        session_ended.disconnect(listener)

        assert [(one["session_id"], one["at"]) for one in told] == [(session.pk, NOON)]
        assert selectors.ending(session.pk).helper_id == session.helper_id


class TestTheDatabase:
    @pytest.mark.parametrize(
        "facts",
        [
            {"areas": []},
            {"areas": ["who_looked"]},
            {"helper": None, "joined_at": None},
            {"presence_proved_at": None},
            {"ends_at": NOON + 61 * MINUTE},
            {"ends_at": NOON},
            {"waits_until": NOON + 11 * MINUTE},
            {"ended_at": NOON},
            {"end_reason": EndReason.TIME},
            {"code": "123456", "code_key": "x" * 64},
            {"way": Way.HELPER_DEVICE},
            {"way": "by_post"},
            {"hands": "nobody"},
        ],
    )
    def test_refuses_what_cannot_be(self, facts):
        AssistedSessionFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            AssistedSessionFactory(**facts)

    def test_has_one_open_session_of_a_person(self):
        first = AssistedSessionFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            AssistedSessionFactory(person=first.person)


def test_current_asks_nothing_for_who_is_in_none(django_assert_num_queries):
    outside = dataclasses.replace(acting_as(a_person()), session_id=None)
    with django_assert_num_queries(0):
        assert selectors.current(outside, now=NOON) is None
