import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.foundation.clock import ZURICH, day_of
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates import rules
from tandem.identity.mandates.enums import AREAS, CONSENT_CHANNELS, Channel, Duration, Event, Flaw, State
from tandem.identity.mandates.types import Evidence, Question
from tandem.identity.organisations.enums import HelperKind
from tandem.identity.organisations.rules import longest_grant, most_that_may_be_granted

pytestmark = pytest.mark.without_database

NOON = datetime.datetime(2026, 4, 3, 10, tzinfo=datetime.UTC)
QUESTION = Question(
    mandate_id=7,
    channel=Channel.PAPER,
    text_hash="a" * 64,
    asked_at=NOON,
    answer_before=NOON + datetime.timedelta(days=14),
)
ANSWER = {
    "mandate_id": 7,
    "channel": Channel.PAPER,
    "text_hash": "a" * 64,
    "received_at": NOON + datetime.timedelta(hours=1),
    "is_hers": True,
    "signed_on": NOON.date(),
}

channels = st.sampled_from(Channel)
moments = st.datetimes(
    min_value=datetime.datetime(2026, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime.datetime(2031, 12, 31),  # noqa: DTZ001
    timezones=st.just(datetime.UTC),
)
evidences = st.builds(
    Evidence,
    mandate_id=st.sampled_from([7, 8]),
    channel=channels,
    text_hash=st.sampled_from(["a" * 64, "b" * 64]),
    received_at=st.sampled_from([NOON - datetime.timedelta(1), NOON, NOON + datetime.timedelta(days=60)]),
    is_hers=st.booleans(),
    signed_on=st.sampled_from([None, NOON.date() - datetime.timedelta(1), NOON.date()]),
)
questions = st.none() | st.builds(
    Question,
    mandate_id=st.just(7),
    channel=st.sampled_from(CONSENT_CHANNELS),
    text_hash=st.just("a" * 64),
    asked_at=st.just(NOON),
    answer_before=st.just(NOON + datetime.timedelta(days=3)),
)


class TestStateMachine:
    @given(st.lists(st.tuples(st.sampled_from(Event), evidences, questions), max_size=12))
    def test_grants_from_nothing_but_an_accepted_evidence(self, events):
        state, accepted = State.PROPOSED, False
        for event, evidence, question in events:
            flaw = rules.flaw_of(evidence, question)
            following = rules.after(state, event, flaw=flaw)
            accepted |= following is State.GRANTED and event is Event.CONSENT and flaw is None
            state = following or state

        if state in (State.GRANTED, State.EXPIRED):
            assert accepted

    @given(st.lists(st.sampled_from(Event), max_size=12))
    def test_never_comes_back_from_an_end(self, events):
        state, ended = State.PROPOSED, False
        for event in events:
            following = rules.after(state, event)
            assert not (ended and following)
            state = following or state
            ended |= state in rules.FINAL

    @given(evidences, questions)
    def test_takes_no_answer_that_is_not_hers_or_belongs_to_another_question(self, evidence, question):
        if rules.flaw_of(evidence, question) is None:
            assert evidence.is_hers
            assert question is not None
            assert (evidence.mandate_id, evidence.channel, evidence.text_hash) == (
                question.mandate_id,
                question.channel,
                question.text_hash,
            )


class TestFlaw:
    def test_is_none_for_a_form_signed_in_time(self):
        assert rules.flaw_of(Evidence(**ANSWER), QUESTION) is None

    @pytest.mark.parametrize(
        ("change", "flaw"),
        [
            ({"mandate_id": 8}, Flaw.OTHER_MANDATE),
            ({"channel": Channel.SCREEN}, Flaw.NOT_ASKED),
            ({"channel": Channel.PHONE}, Flaw.NOT_ASKED),
            ({"text_hash": "b" * 64}, Flaw.OTHER_TEXT),
            ({"is_hers": False}, Flaw.NOT_PROVED),
            ({"signed_on": datetime.date(2026, 4, 2)}, Flaw.TOO_EARLY),
            ({"signed_on": datetime.date(2026, 4, 4)}, Flaw.SIGNED_TOMORROW),
            ({"received_at": NOON - datetime.timedelta(seconds=1)}, Flaw.TOO_EARLY),
            ({"received_at": NOON + datetime.timedelta(days=24)}, Flaw.TOO_LATE),
            ({"received_at": NOON + datetime.timedelta(days=14), "signed_on": None}, Flaw.TOO_LATE),
        ],
    )
    def test_names_what_is_wrong(self, change, flaw):
        assert rules.flaw_of(Evidence(**{**ANSWER, **change}), QUESTION) is flaw

    def test_lets_the_post_take_its_time_with_a_form_signed_in_time(self):
        arrived = NOON + datetime.timedelta(days=20)

        assert rules.flaw_of(Evidence(**{**ANSWER, "received_at": arrived}), QUESTION) is None


class TestEnd:
    @pytest.mark.parametrize(
        ("duration", "starts", "last_second"),
        [
            (Duration.ONE_VISIT, "2026-04-03 00:00", "2026-04-03 23:59:59"),
            (Duration.ONE_VISIT, "2026-04-03 23:59", "2026-04-03 23:59:59"),
            (Duration.ONE_VISIT, "2026-03-29 01:30", "2026-03-29 23:59:59"),  # a day of 23 hours
            (Duration.ONE_VISIT, "2026-10-25 00:00", "2026-10-25 23:59:59"),  # a day of 25 hours
            (Duration.ONE_MONTH, "2026-01-31 12:00", "2026-02-28 23:59:59"),
            (Duration.ONE_MONTH, "2026-03-15 12:00", "2026-04-15 23:59:59"),  # the clock changes meanwhile
            (Duration.SIX_MONTHS, "2026-08-31 12:00", "2027-02-28 23:59:59"),
            (Duration.TWELVE_MONTHS, "2028-02-29 12:00", "2029-02-28 23:59:59"),
        ],
    )
    def test_is_midnight_in_switzerland(self, duration, starts, last_second):
        begins = datetime.datetime.fromisoformat(starts).replace(tzinfo=ZURICH)
        last = datetime.datetime.fromisoformat(last_second).replace(tzinfo=ZURICH)

        assert rules.ends_at(duration, begins) == last.astimezone(datetime.UTC) + datetime.timedelta(seconds=1)

    @given(st.sampled_from(Duration), moments)
    def test_comes_after_the_start_and_within_the_duration(self, duration, starts):
        ends = rules.ends_at(duration, starts)
        months = rules.MONTHS.get(duration, 0)

        assert starts < ends
        assert ends.astimezone(ZURICH).time() == datetime.time()
        assert (day_of(ends) - day_of(starts)).days <= 31 * months + 1


class TestLimits:
    @given(st.sampled_from(HelperKind), st.sampled_from(AREAS), st.sampled_from(Duration))
    def test_never_exceed_what_the_kind_of_helper_may_be_granted(self, kind, area, duration):
        reaches = rules.reaches_of(kind, area, duration)

        assert all(most_that_may_be_granted(kind)[area].includes(reach) for reach in reaches)
        assert not reaches or rules.MONTHS.get(duration, 0) <= longest_grant(kind)

    @given(st.sampled_from(HelperKind), st.lists(st.sampled_from(Reach), min_size=1))
    def test_shrink_with_each_reach_that_is_added(self, kind, reaches):
        order = list(Duration).index
        longest = [order(rules.longest_for(kind, reaches[:number])) for number in range(1, len(reaches) + 1)]

        assert longest == sorted(longest, reverse=True)

    def test_ask_a_volunteer_who_sends_again_after_a_month(self):
        assert rules.longest_for(HelperKind.VOLUNTEER, [Reach.READ, Reach.SEND]) is Duration.ONE_MONTH
        assert rules.longest_for(HelperKind.VOLUNTEER, [Reach.READ]) is Duration.SIX_MONTHS
        assert rules.longest_for(HelperKind.SOCIAL_WORKER, [Reach.SEND]) is Duration.SIX_MONTHS
        assert rules.longest_for(HelperKind.PROFESSIONAL, [Reach.PREPARE]) is Duration.TWELVE_MONTHS


class TestReachFor:
    @given(st.dictionaries(st.sampled_from(AREAS), st.sampled_from(Reach)), st.sampled_from(Purpose))
    def test_never_goes_beyond_the_rows(self, reaches, purpose):
        reach = rules.reach_for(purpose, reaches)

        if purpose is Purpose.PERSONAL_DATA:
            assert reach in (None, Reach.READ)
            assert bool(reach) == any(row.includes(Reach.READ) for row in reaches.values())
        elif reach is not None:
            assert reach is reaches[rules.area_of(purpose)]
            assert reach is not Reach.BE_PRESENT

    def test_opens_nothing_to_whoever_may_only_be_present(self):
        present = dict.fromkeys(AREAS, Reach.BE_PRESENT)

        assert [purpose for purpose in Purpose if rules.reach_for(purpose, present)] == []

    def test_is_one_step_narrower_at_a_renewal(self):
        assert [rules.narrower(reach) for reach in Reach] == [Reach.BE_PRESENT, *list(Reach)[:-1]]


class TestWarnings:
    ENDS = datetime.datetime(2026, 10, 31, tzinfo=ZURICH).astimezone(datetime.UTC)  # the clock changes on the 25th

    @pytest.mark.parametrize(
        ("today", "due"),
        [
            ("2026-09-30 23:59", []),
            ("2026-10-01 00:00", [30]),
            ("2026-10-23 23:59", [30]),
            ("2026-10-24 00:00", [30, 7]),
            ("2026-10-30 23:59", [30, 7]),
            ("2026-10-31 00:00", []),
        ],
    )
    def test_come_due_by_the_calendar(self, today, due):
        now = datetime.datetime.fromisoformat(today).replace(tzinfo=ZURICH)

        assert rules.warnings_due(Duration.SIX_MONTHS, self.ENDS, now) == due

    def test_are_not_given_for_a_visit(self):
        assert rules.warnings_due(Duration.ONE_VISIT, NOON + datetime.timedelta(hours=3), NOON) == []
