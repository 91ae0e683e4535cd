import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.assistance.confirmations import rules
from tandem.assistance.confirmations.enums import HERS, Channel, Event, Flaw, State
from tandem.assistance.confirmations.types import Evidence, Question
from tandem.identity.access.tests.factories import NOON

DAY = datetime.timedelta(days=1)
QUESTION = Question(text_hash="a" * 64, asked_at=NOON, channels=frozenset(HERS))


def evidence(**changes):
    said = {"channel": Channel.SCREEN, "text_hash": "a" * 64, "received_at": NOON + DAY, "is_hers": True}
    return Evidence(**{**said, **changes})


class TestStates:
    def test_lead_to_confirmed_by_her_yes_alone(self):
        ways = {(state, event) for (state, event), after in rules.TRANSITIONS.items() if after is State.CONFIRMED}

        assert ways == {(State.ASKED, Event.CONFIRM), (State.UNCONFIRMED, Event.CONFIRM)}

    @pytest.mark.parametrize("state", rules.FINAL)
    def test_end_for_good(self, state):
        assert all(rules.after(state, event) is None for event in Event)

    @given(events=st.lists(st.sampled_from([event for event in Event if event is not Event.CONFIRM]), max_size=12))
    def test_never_confirm_by_anything_else(self, events):
        state = State.ASKED
        for event in events:
            state = rules.after(state, event) or state

        assert state is not State.CONFIRMED


class TestFlaw:
    def test_is_none_for_a_yes(self):
        assert all(
            rules.flaw_of(evidence(channel=channel, signed_on=NOON.date()), QUESTION) is None for channel in HERS
        )

    @pytest.mark.parametrize(
        ("changes", "flaw"),
        [
            ({"channel": Channel.PLATFORM}, Flaw.NOT_ASKED),
            ({"channel": Channel.HELPER}, Flaw.NOT_ASKED),
            ({"text_hash": "b" * 64}, Flaw.OTHER_TEXT),
            ({"is_hers": False}, Flaw.NOT_PROVED),
            ({"received_at": NOON - DAY}, Flaw.TOO_EARLY),
            ({"channel": Channel.PAPER}, Flaw.NOT_PROVED),
            ({"channel": Channel.PAPER, "signed_on": NOON.date() - DAY}, Flaw.TOO_EARLY),
            ({"channel": Channel.PAPER, "signed_on": NOON.date() + 2 * DAY}, Flaw.SIGNED_TOMORROW),
            (
                {"channel": Channel.PAPER, "signed_on": NOON.date(), "received_at": NOON + 30 * DAY},
                Flaw.TOO_LATE,
            ),
        ],
    )
    def test_is_named_for_what_is_none(self, changes, flaw):
        assert rules.flaw_of(evidence(**changes), QUESTION) is flaw

    def test_is_that_nobody_asked_on_this_channel(self):
        question = Question(text_hash="a" * 64, asked_at=NOON, channels=frozenset({Channel.SCREEN}))

        assert rules.flaw_of(evidence(channel=Channel.SMS), question) is Flaw.NOT_ASKED


class TestReminders:
    @pytest.mark.parametrize(("days", "due"), [(0, 0), (2.99, 0), (3, 1), (9.99, 1), (10, 2), (400, 2)])
    def test_come_due_after_three_and_ten_days(self, days, due):
        assert rules.reminders_due(NOON, NOON + days * DAY) == due


class TestFingerprint:
    def test_changes_with_every_sign_and_with_what_was_seen(self):
        text = {"title": "Form", "sections": [{"rows": [{"question": "Q", "answer": "1"}]}]}
        other = {"title": "Form", "sections": [{"rows": [{"question": "Q", "answer": "2"}]}]}

        assert len(rules.fingerprint(text, "x")) == 32
        assert len({rules.fingerprint(text, "x"), rules.fingerprint(other, "x"), rules.fingerprint(text, "y")}) == 3
