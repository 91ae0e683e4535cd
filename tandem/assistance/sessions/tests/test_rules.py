"""Presence, reach and areas as values, with properties."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.assistance.sessions import rules
from tandem.assistance.sessions.enums import Hands, Side, Way
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.access.tests.factories import NOON

MINUTE = datetime.timedelta(minutes=1)
SECOND = datetime.timedelta(seconds=1)
moments = st.integers(-1440, 1440).map(lambda minutes: NOON + minutes * MINUTE)


class TestIsProved:
    def test_lasts_fifteen_minutes_from_the_proof(self):
        assert rules.is_proved(NOON, None, NOON + 15 * MINUTE - SECOND)
        assert not rules.is_proved(NOON, None, NOON + 15 * MINUTE)

    def test_lasts_fifteen_minutes_from_the_last_sign(self):
        assert rules.is_proved(NOON, NOON + 10 * MINUTE, NOON + 24 * MINUTE)

    @given(st.none() | moments, moments)
    def test_needs_a_proof_whatever_signs_there_were(self, active_at, now):
        assert not rules.is_proved(None, active_at, now)


class TestPresenceOf:
    @given(st.sampled_from(Way), st.sampled_from(Hands), st.sampled_from(Side))
    def test_is_never_alone_nor_together_without_proof(self, way, hands, side):
        assert rules.presence_of(way, hands, side, proved=False) is Presence.IN_PLACE

    @given(st.sampled_from(Way), st.sampled_from(Hands), st.sampled_from(Side))
    def test_is_never_alone_with_it_either(self, way, hands, side):
        together = {Presence.TOGETHER_OWN_HANDS, Presence.TOGETHER_HELPER_HANDS}
        assert rules.presence_of(way, hands, side, proved=True) in together

    @given(st.sampled_from(Way), st.sampled_from(Hands))
    def test_calls_what_the_person_types_her_own_hands(self, way, hands):
        assert rules.presence_of(way, hands, Side.PERSON, proved=True) is Presence.TOGETHER_OWN_HANDS

    def test_calls_what_the_helper_types_the_helper_s_hands_once_she_gave_them(self):
        given_over = rules.presence_of(Way.DISTANCE, Hands.HELPER, Side.HELPER, proved=True)
        assert given_over is Presence.TOGETHER_HELPER_HANDS


class TestReachOf:
    @given(st.sampled_from(Way), st.sampled_from(Hands))
    def test_never_sends(self, way, hands):
        assert not rules.reach_of(way, hands).includes(Reach.SEND_WITH_CONFIRMATION)

    def test_reads_while_her_hands_type_and_prepares_while_his_do(self):
        assert rules.reach_of(Way.DISTANCE, Hands.PERSON) is Reach.READ
        assert rules.reach_of(Way.HER_DEVICE, Hands.HELPER) is Reach.PREPARE

    def test_prepares_on_the_helper_s_device_where_both_type_into_one_browser(self):
        assert rules.reach_of(Way.HELPER_DEVICE, Hands.PERSON) is Reach.PREPARE


class TestCovers:
    def test_an_area_with_what_belongs_to_it(self):
        assert rules.covers(["monthly_form"], Purpose.INCAPACITY)
        assert not rules.covers(["monthly_form"], Purpose.CLAIM)

    def test_whose_file_it_is_goes_with_any(self):
        assert rules.covers(["search"], Purpose.PERSONAL_DATA)

    @pytest.mark.parametrize("purpose", [Purpose.MANDATES, Purpose.WHO_LOOKED, Purpose.LOG_IN, Purpose.CONTEST])
    def test_never_what_is_her_business_alone(self, purpose):
        assert not rules.covers([area.value for area in Purpose if area is not purpose], purpose)


class TestTypedDigits:
    @pytest.mark.parametrize("typed", ["123456", " 123 456 ", "123-456", "1 2 3 4 5 6"])
    def test_takes_a_code_as_it_was_told(self, typed):
        assert rules.typed_digits(typed) == "123456"

    @pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "-12345"])
    def test_refuses_anything_else(self, typed):
        with pytest.raises(ValueError, match="six digits"):
            rules.typed_digits(typed)


class TestMinutesLeft:
    def test_says_one_until_the_last_moment_and_none_after_it(self):
        assert rules.minutes_left(NOON + 60 * MINUTE, NOON) == 60
        assert rules.minutes_left(NOON + SECOND, NOON) == 1
        assert rules.minutes_left(NOON, NOON) == 0
