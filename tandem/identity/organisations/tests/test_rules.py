import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.organisations import codes, rules
from tandem.identity.organisations.enums import HelperKind, TeamState, UseState
from tandem.identity.organisations.tests.factories import some_uid

DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2030, 12, 31))


def day(text):
    return datetime.date.fromisoformat(text)


class TestUid:
    @pytest.mark.parametrize(
        "typed",
        ["CHE-109.322.551", "che109322551", " CHE 109 322 551 ", "CHE-109.322.551 MWST", "109.322.551"],
    )
    def test_is_read_however_it_is_typed(self, typed):
        assert rules.uid_digits(typed) == "CHE109322551"

    @pytest.mark.parametrize(
        "typed",
        ["", "CHE-109.322.552", "109.322.552", "CHE10932255", "CHE1093225511", "DE109322551", "CHE-ABC.D"],
    )
    def test_with_a_wrong_check_digit_or_shape_is_refused(self, typed):
        with pytest.raises(ValueError, match="no UID"):
            rules.uid_digits(typed)

    @given(st.integers(0, 5_000))
    def test_reads_as_on_an_invoice_and_back(self, number):
        kept = some_uid(number)

        assert rules.uid_digits(rules.readable_uid(kept)) == kept


class TestTeamState:
    @pytest.mark.parametrize(
        ("today", "state"),
        [
            ("2026-02-01", TeamState.CONFIRMED),
            ("2026-04-16", TeamState.CONFIRMED),
            ("2026-04-17", TeamState.DUE_SOON),
            ("2026-04-30", TeamState.DUE_SOON),
            ("2026-05-01", TeamState.DUE),
            ("2026-05-31", TeamState.DUE),
            ("2026-06-01", TeamState.OVERDUE),
            ("2027-06-01", TeamState.OVERDUE),
        ],
    )
    def test_of_a_list_confirmed_on_the_first_of_february(self, today, state):
        assert rules.team_state(day("2026-02-01"), day(today)) is state

    def test_falls_due_on_the_last_day_of_a_shorter_month(self):
        assert rules.team_due_on(day("2025-11-30")) == day("2026-02-28")

    @given(DAYS, st.lists(st.integers(0, 200), max_size=60))
    def test_reminds_three_times_at_most_however_often_it_is_asked(self, confirmed, days):
        reminded, times = None, 0
        for offset in sorted(days):
            today = confirmed + datetime.timedelta(days=offset)
            if rules.team_reminder_is_due(confirmed, reminded, today):
                reminded, times = today, times + 1

        assert times <= 3

    def test_reminds_two_weeks_before_on_the_day_and_a_month_after(self):
        confirmed, reminded, on = day("2026-02-01"), None, []
        for offset in range(200):
            today = confirmed + datetime.timedelta(days=offset)
            if rules.team_reminder_is_due(confirmed, reminded, today):
                reminded = today
                on.append(today.isoformat())

        assert on == ["2026-04-17", "2026-05-01", "2026-06-01"]


class TestUseState:
    @pytest.mark.parametrize(
        ("warned", "today", "state"),
        [
            (None, "2026-05-31", UseState.IN_USE),
            (None, "2026-06-01", UseState.TO_BE_WARNED),
            (None, "2027-06-01", UseState.TO_BE_WARNED),
            ("2026-06-01", "2026-06-30", UseState.WARNED),
            ("2026-06-01", "2026-07-01", UseState.TO_REST),
            # The job did not run for a while: a month between warning and rest all the same.
            ("2026-09-10", "2026-10-09", UseState.WARNED),
            ("2026-09-10", "2026-10-10", UseState.TO_REST),
            # Warned, came back, stayed away again: warned anew.
            ("2025-12-31", "2026-06-01", UseState.TO_BE_WARNED),
        ],
    )
    def test_of_a_hat_last_used_on_the_first_of_january(self, warned, today, state):
        assert rules.use_state(day("2026-01-01"), warned and day(warned), day(today)) is state

    @given(DAYS, st.integers(0, 400), st.integers(0, 400))
    def test_never_rests_sooner_than_a_month_after_a_warning(self, used, warned_after, today_after):
        warned = used + datetime.timedelta(days=warned_after)
        today = used + datetime.timedelta(days=today_after)

        if rules.use_state(used, warned, today) is UseState.TO_REST:
            assert (today - warned).days >= 28
            assert (today - used).days >= 181


class TestGrants:
    @pytest.mark.parametrize("kind", HelperKind)
    def test_name_every_kind_a_longest_time_of_a_year_at_most(self, kind):
        assert rules.most_that_may_be_granted(kind)
        assert 1 <= rules.longest_grant(kind) <= 12

    def test_leave_the_claim_and_the_monthly_form_to_the_hands_of_the_person_a_volunteer_helps(self):
        most = rules.most_that_may_be_granted(HelperKind.VOLUNTEER)

        assert most[Purpose.CLAIM] is Reach.PREPARE
        assert most[Purpose.MONTHLY_FORM] is Reach.PREPARE
        assert rules.longest_grant(HelperKind.VOLUNTEER) == 6


class TestCodes:
    def test_hold_no_sign_that_looks_like_another_one(self):
        assert not set(codes.ALPHABET) & set("0O1IL2Z5S8B")
        assert {sign for _ in range(50) for sign in codes.new_code()} <= set(codes.ALPHABET)

    def test_are_not_the_same_twice_and_read_in_two_halves(self):
        assert len({codes.new_code() for _ in range(200)}) == 200
        assert codes.as_typed(codes.readable("K7QM4XWA").lower()) == "K7QM4XWA"

    def test_of_a_letter_and_of_an_invitation_have_other_fingerprints(self):
        assert codes.fingerprint("K7QM4XWA", purpose="a") != codes.fingerprint("K7QM4XWA", purpose="b")
