import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.eservices.claims import rules
from tandem.eservices.claims.tests.factories import day
from tandem.eservices.claims.types import History, Job, Span
from tandem.eservices.entitlement.enums import ExemptionGround
from tandem.eservices.entitlement.types import Period

pytestmark = pytest.mark.without_database

APRIL = day("2026-04-01")


def period(first, last):
    return Period(day(first), day(last) + datetime.timedelta(days=1))


def job(first, last, wage="6000"):
    return Job(period=period(first, last), wage=Decimal(wage))


def history(*jobs, spans=(), event_on=None, opens_on=APRIL):
    return History(opens_on=opens_on, jobs=jobs, spans=tuple(spans), event_on=event_on)


class TestIban:
    @pytest.mark.parametrize(
        "typed",
        [
            "CH9300762011623852957",
            "ch93 0076 2011 6238 5295 7",
            "LI21 0881 0000 2324 013A A",
            "DE89370400440532013000",
        ],
    )
    def test_is_taken_as_people_write_it(self, typed):
        assert rules.iban(typed) == typed.replace(" ", "").upper()

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "CH9300762011623852958",
            "CH930076201162385295",
            "9300762011623852957",
            "CH93 0076 2011 6238 5295 ö",
            "12",
        ],
    )
    def test_is_refused_when_it_cannot_be_one(self, typed):
        with pytest.raises(ValueError, match=r"^iban: "):
            rules.iban(typed)

    @given(st.integers(0, 20), st.sampled_from("0123456789"))
    def test_notices_one_wrong_digit(self, place, digit):
        right = "CH9300762011623852957"
        wrong = right[:place] + digit + right[place + 1 :]

        if wrong != right:
            with pytest.raises(ValueError, match=r"^iban: "):
                rules.iban(wrong)


class TestAge:
    @pytest.mark.parametrize(
        ("on", "born", "age"),
        [("2026-04-01", "1986-04-01", 40), ("2026-04-01", "1986-04-02", 39), ("2026-02-28", "2008-02-29", 17)],
    )
    def test_is_of_completed_years(self, on, born, age):
        assert rules.age_on(day(on), day(born)) == age

    @pytest.mark.parametrize(("born", "counts"), [("2001-04-02", True), ("2001-04-01", False)])
    def test_of_a_child_counts_under_25(self, born, counts):
        assert rules.maintains_child_under_25([day(born)], APRIL) is counts


class TestLastWages:
    def test_are_those_of_the_last_twelve_months_with_work(self):
        jobs = [job("2024-01-01", "2025-06-30", "5000"), job("2025-10-01", "2026-03-31", "6000")]

        wages = rules.last_wages(jobs, opens_on=APRIL)

        assert wages == [5000] * 6 + [6000] * 6
        assert rules.averages(wages) == (6000, 5500)

    def test_of_two_jobs_are_added(self):
        jobs = [job("2025-01-01", "2026-03-31", "300"), job("2025-01-01", "2026-03-31", "250")]

        assert rules.averages(rules.last_wages(jobs, opens_on=APRIL)) == (550, 550)

    def test_before_the_two_years_do_not_count(self):
        assert rules.last_wages([job("2020-01-01", "2024-03-31")], opens_on=APRIL) == []

    def test_of_few_months_give_one_average(self):
        assert rules.averages([Decimal(4000), Decimal(5000)]) == (4500, None)
        assert rules.averages([]) == (None, None)


class TestExemption:
    @pytest.mark.parametrize(
        ("spans", "event_on", "ground"),
        [
            ([("education", "2024-09-01", "2026-03-31")], None, ExemptionGround.EDUCATION),
            ([("illness", "2024-09-01", "2026-03-31")], None, ExemptionGround.ILLNESS),
            ([("maternity", "2024-09-01", "2026-03-31")], None, ExemptionGround.ILLNESS),
            ([("institution", "2024-09-01", "2026-03-31")], None, ExemptionGround.INSTITUTION),
            (
                [("education", "2024-09-01", "2025-03-31"), ("illness", "2025-04-01", "2026-03-31")],
                None,
                ExemptionGround.EDUCATION,
            ),
            ([("education", "2025-09-01", "2026-03-31")], None, None),
            ([("care", "2024-09-01", "2026-03-31")], None, None),
            ([("education", "2020-01-01", "2024-03-31")], None, None),  # before the framework
            ([], "2025-12-01", ExemptionGround.EVENT),
            ([], "2024-12-01", None),
        ],
        ids=str,
    )
    def test_follows_what_kept_the_person_from_work(self, spans, event_on, ground):
        found = rules.exemption(
            history(
                spans=[Span(kind=kind, period=period(first, last)) for kind, first, last in spans],
                event_on=day(event_on) if event_on else None,
            )
        )

        assert found is ground


class TestSituation:
    def test_of_somebody_who_worked_has_no_ground_whatever_else_happened(self):
        found = rules.situation(
            history(job("2024-01-01", "2026-03-31"), event_on=day("2026-01-01")),
            born=day("1986-05-05"),
            child_under_25=False,
            invalidity_40=False,
        )

        assert (found.contribution_months, found.average_6, found.age) == (24, 6000, 39)
        assert found.ground is None

    def test_of_somebody_who_worked_little_has_the_ground(self):
        found = rules.situation(
            history(job("2026-01-01", "2026-03-31"), event_on=day("2026-01-01")),
            born=day("1986-05-05"),
            child_under_25=False,
            invalidity_40=False,
        )

        assert (found.contribution_months, found.ground) == (3, ExemptionGround.EVENT)


class TestPrevention:
    @pytest.mark.parametrize(
        ("first", "last", "inside"),
        [("2025-01-01", "2025-02-28", True), ("2025-12-01", "2026-01-31", False), ("2024-12-31", "2025-01-02", False)],
    )
    def test_within_a_contract_is_none(self, first, last, inside):
        span = Span(kind="illness", period=period(first, last))

        assert rules.inside_a_job(span, [job("2025-01-01", "2025-12-31")]) is inside


class TestWithdrawal:
    @pytest.mark.parametrize(
        ("filed", "until"), [("2026-04-02", "2026-04-30"), ("2026-04-30", "2026-04-30"), ("2026-12-01", "2026-12-31")]
    )
    def test_is_free_to_the_end_of_the_month(self, filed, until):
        assert rules.withdrawable_until(day(filed)) == day(until)


class TestCover:
    @pytest.mark.parametrize(("today", "covered"), [("2026-04-02", True), ("2026-10-01", True), ("2026-10-02", False)])
    def test_of_a_claim_lasts_six_months(self, today, covered):
        assert rules.is_covered(day("2026-04-02"), day(today)) is covered
