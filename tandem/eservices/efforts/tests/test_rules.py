import datetime
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.enums import Channel, Gap, HintKind, Outcome, PeriodState, Workload
from tandem.eservices.efforts.forms import EffortForm
from tandem.eservices.efforts.types import EffortFacts, Hint
from tandem.foundation.months import following
from tandem.reference.calendar.rules import is_working_day
from tandem.reference.localities.enums import CantonCode

TODAY = datetime.date(2026, 4, 3)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class TestDueDate:
    # rules.md R-8; where the 5th is no holiday of one canton only, the canton does not matter.
    @pytest.mark.parametrize("canton", ["ZH", "BS", "GE", "TI"])
    @pytest.mark.parametrize(
        ("period", "due"),
        [
            ("2016-04-01", "2016-05-06"),  # Ascension
            ("2017-05-01", "2017-06-06"),  # Whit Monday
            ("2021-03-01", "2021-04-06"),  # Easter Monday
            ("2024-04-01", "2024-05-06"),  # Sunday
            ("2026-01-01", "2026-02-05"),
            ("2026-02-01", "2026-03-05"),
            ("2026-04-01", "2026-05-05"),
            ("2026-05-01", "2026-06-05"),
            ("2026-07-01", "2026-08-05"),
            ("2026-08-01", "2026-09-07"),  # Saturday
            ("2026-10-01", "2026-11-05"),
            ("2026-11-01", "2026-12-07"),  # Saturday
            ("2027-04-01", "2027-05-05"),
            ("2027-05-01", "2027-06-07"),  # Saturday
            ("2027-11-01", "2027-12-06"),  # Sunday
        ],
    )
    def test_is_the_fifth_or_the_first_working_day_after_it(self, canton, period, due):
        assert rules.due_date(day(period), canton) == day(due)

    def test_depends_on_the_canton_where_the_person_lives(self):
        # 5 April 2010 was Easter Monday: a legal holiday in Zurich, none in Valais.
        assert rules.due_date(day("2010-03-01"), "ZH") == day("2010-04-06")
        assert rules.due_date(day("2010-03-01"), "VS") == day("2010-04-05")

    @given(
        st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 12, 31)), st.sampled_from([str(c) for c in CantonCode])
    )
    def test_is_always_a_working_day_from_the_fifth_on_and_the_same_for_the_whole_month(self, period, canton):
        due = rules.due_date(period, canton)

        assert is_working_day(due, canton)
        assert (
            following(period.replace(day=1)).replace(day=5) <= due <= following(period.replace(day=1)).replace(day=12)
        )
        assert due == rules.due_date(period.replace(day=1), canton)

    @pytest.mark.parametrize(
        "period",
        [
            None,
            "2026-03",
            202603,
            1.0,
            True,
            datetime.date(1900, 1, 1),
            datetime.date(2100, 12, 1),
            datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC),
        ],
        ids=repr,
    )
    def test_refuses_a_period_that_is_no_date_and_names_it(self, period):
        with pytest.raises(ValueError, match=r"^period: "):
            rules.due_date(period, "ZH")

    @pytest.mark.parametrize("canton", ["XX", "zh", "", "Zürich", None, 1, ["ZH"]])
    def test_refuses_an_unknown_canton_and_names_it(self, canton):
        with pytest.raises(ValueError, match=r"^canton: "):
            rules.due_date(TODAY, canton)


class TestLateness:
    @pytest.mark.parametrize(
        ("due", "filed", "late"),
        [
            ("2018-03-05", "2018-03-06", True),  # 8C_604/2018: one day is enough
            ("2018-03-05", "2018-03-05", False),
            ("2018-03-05", "2018-03-01", False),
        ],
    )
    def test_begins_with_the_day_after_the_due_date(self, due, filed, late):
        assert rules.is_late(day(filed), day(due)) is late


class TestPeriodState:
    @pytest.mark.parametrize(
        ("today", "filed", "state"),
        [
            ("2026-04-01", False, PeriodState.OPEN),
            ("2026-04-27", False, PeriodState.OPEN),
            ("2026-04-28", False, PeriodState.DUE_SOON),
            ("2026-05-05", False, PeriodState.DUE_SOON),
            ("2026-05-06", False, PeriodState.LATE),
            ("2026-04-28", True, PeriodState.FILED),
            ("2026-05-06", True, PeriodState.FILED),
        ],
    )
    def test_follows_the_due_date(self, today, filed, state):
        assert rules.state_of(due=day("2026-05-05"), today=day(today), filed=filed) == state


class TestDaysOfAnEffort:
    @pytest.mark.parametrize(
        ("today", "earliest"),
        [
            ("2026-04-03", "2025-10-01"),
            ("2026-12-31", "2026-06-01"),
            ("2026-01-31", "2025-07-01"),
            ("2026-07-01", "2026-01-01"),
        ],
    )
    def test_start_with_the_month_six_months_back(self, today, earliest):
        assert rules.earliest_day(day(today)) == day(earliest)

    def test_end_five_days_ahead(self):
        assert rules.latest_day(day("2026-02-26")) == day("2026-03-03")


def facts(**changes) -> EffortFacts:
    said = {
        "applied_on": TODAY,
        "channels": (Channel.ELECTRONIC,),
        "company": "Muster AG",
        "job_title": "Cook",
        "postal_code": "1700",
        "locality": "Fribourg",
        "email": "jobs@example.com",
        "assigned_by_office": False,
        "workload": Workload.FULL_TIME,
        "outcome": Outcome.PENDING,
    }
    return EffortFacts(**{**said, **changes})


ADDRESS = {"street": "Beispielweg"}


class TestGaps:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"email": "", "form_url": "https://example.com/apply"},
            {"channels": (Channel.MAIL,), "email": "", **ADDRESS},
            {"channels": (Channel.MAIL,), "email": "", "po_box": "12"},
            {"channels": (Channel.PERSONAL,), "email": "", "contact_person": "Ada Muster", **ADDRESS},
            {"channels": (Channel.PHONE,), "contact_person": "Ada Muster", "phone": "+41 26 000 00 00", **ADDRESS},
            {"outcome": Outcome.REJECTED, "rejection_reason": "Position filled"},
            {"country": "GB", "postal_code": "SW1A 1AA"},
            {"interview": True, "source_ad_id": uuid.UUID(int=1)},
            {"applied_on": rules.latest_day(TODAY)},
            {"applied_on": rules.earliest_day(TODAY)},
        ],
        ids=str,
    )
    def test_are_none_in_a_complete_effort(self, changes):
        assert rules.gaps(facts(**changes), today=TODAY) == []

    @pytest.mark.parametrize(
        ("changes", "gap"),
        [
            ({"applied_on": None}, ("applied_on", Gap.DAY_MISSING)),
            ({"applied_on": day("2025-09-30")}, ("applied_on", Gap.DAY_TOO_EARLY)),
            ({"applied_on": day("2026-04-09")}, ("applied_on", Gap.DAY_TOO_LATE)),
            ({"channels": ()}, ("channels", Gap.CHANNEL_MISSING)),
            ({"company": ""}, ("company", Gap.COMPANY_MISSING)),
            ({"locality": ""}, ("locality", Gap.LOCALITY_MISSING)),
            ({"job_title": ""}, ("job_title", Gap.TITLE_MISSING)),
            ({"email": ""}, ("email", Gap.EMAIL_OR_LINK_MISSING)),
            ({"channels": (Channel.MAIL,)}, ("street", Gap.STREET_MISSING)),
            ({"po_box": "12a"}, ("po_box", Gap.PO_BOX_NO_NUMBER)),
            ({"po_box": "1234567"}, ("po_box", Gap.PO_BOX_NO_NUMBER)),
            ({"postal_code": ""}, ("postal_code", Gap.POSTAL_CODE_MISSING)),
            ({"postal_code": "", "country": "FR"}, ("postal_code", Gap.POSTAL_CODE_MISSING)),
            ({"postal_code": "17000"}, ("postal_code", Gap.POSTAL_CODE_NOT_SWISS)),
            ({"postal_code": "CH-1700"}, ("postal_code", Gap.POSTAL_CODE_NOT_SWISS)),
            ({"channels": (Channel.PERSONAL,), **ADDRESS}, ("contact_person", Gap.CONTACT_MISSING)),
            (
                {"channels": (Channel.PHONE,), "contact_person": "Ada Muster", **ADDRESS},
                ("phone", Gap.PHONE_MISSING),
            ),
            ({"assigned_by_office": None}, ("assigned_by_office", Gap.ASSIGNMENT_UNSAID)),
            ({"workload": None}, ("workload", Gap.WORKLOAD_UNSAID)),
            ({"outcome": None}, ("outcome", Gap.OUTCOME_UNSAID)),
            ({"outcome": Outcome.REJECTED}, ("rejection_reason", Gap.REASON_MISSING)),
            ({"rejection_reason": "Too far"}, ("rejection_reason", Gap.REASON_WITHOUT_REFUSAL)),
        ],
        ids=str,
    )
    def test_name_the_field_and_what_is_missing(self, changes, gap):
        assert rules.gaps(facts(**changes), today=TODAY) == [gap]

    def test_are_all_named_at_once(self):
        nothing = EffortFacts(applied_on=None, channels=(), company="", job_title="", locality="")

        assert [field for field, _gap in rules.gaps(nothing, today=TODAY)] == [
            "job_title",
            "company",
            "applied_on",
            "channels",
            "postal_code",
            "locality",
            "workload",
            "assigned_by_office",
            "outcome",
        ]

    def test_are_in_the_order_of_the_form(self):
        nothing = EffortFacts(applied_on=None, channels=(Channel.PHONE,), company="", job_title="", locality="")
        places = {name: place for place, name in enumerate(EffortForm.base_fields)}

        asked = [places[field] for field, _gap in rules.gaps(nothing, today=TODAY)]

        assert asked == sorted(asked)


MARCH = day("2026-03-01")
END = day("2026-03-31")


def applications(*days: int) -> list[tuple[datetime.date, str, str]]:
    return [(MARCH.replace(day=number), f"Company {place}", "Cook") for place, number in enumerate(days)]


class TestHints:
    def test_are_silent_about_an_even_month(self):
        assert rules.hints(applications(2, 5, 9, 12, 16, 19, 23, 26), month=MARCH, target=8, today=END) == []

    @pytest.mark.parametrize(
        ("days", "hint"),
        [
            # rules.md R-10: nine efforts on 1 May and one on the 24th were sanctioned (ATAS/257/2025).
            ([1] * 9 + [24], Hint(kind=HintKind.SPREAD, number=9, total=10, day=MARCH)),
            ([30] * 7, Hint(kind=HintKind.SPREAD, number=7, total=7, day=day("2026-03-30"))),
            ([3, 3, 9, 9, 9], None),  # 60 % is not more than 60 %
            ([5, 5], None),  # two efforts say nothing about a spread
        ],
    )
    def test_point_at_efforts_on_one_day(self, days, hint):
        found = rules.spread([MARCH.replace(day=number) for number in days])

        assert found == ([hint] if hint else [])

    @pytest.mark.parametrize(
        ("today", "expected"),
        [
            ("2026-02-28", 0),
            ("2026-03-06", 0),
            ("2026-03-07", 2),
            ("2026-03-14", 4),
            ("2026-03-31", 10),
            ("2026-04-04", 10),
        ],
    )
    def test_know_how_far_an_even_pace_is(self, today, expected):
        assert rules.even_pace(month=MARCH, target=10, today=day(today)) == expected

    def test_point_at_a_slow_pace(self):
        found = rules.hints(applications(2), month=MARCH, target=10, today=day("2026-03-14"))

        assert found == [Hint(kind=HintKind.PACE, number=1, total=4)]

    def test_point_at_the_same_company_and_job_however_written(self):
        twice = [(MARCH, "Müller AG", "Cook"), (END, "MULLER  ag.", "cook"), (END, "Müller AG", "Waiter")]

        assert rules.hints(twice, month=MARCH, target=3, today=END)[-1:] == [
            Hint(kind=HintKind.DUPLICATE, number=2, total=2, names=("Müller AG", "Cook"))
        ]

    def test_point_at_one_company_from_the_fourth_on(self):
        same = [(MARCH, "Muster AG", f"Job {number}") for number in range(4)]

        found = rules.hints(same, month=MARCH, target=4, today=END)
        assert Hint(kind=HintKind.CONCENTRATION, number=4, names=("Muster AG", "")) in found
        assert HintKind.CONCENTRATION not in {
            hint.kind for hint in rules.hints(same[:3], month=MARCH, target=3, today=END)
        }

    @given(st.integers(1, 40), st.dates(datetime.date(2026, 2, 1), datetime.date(2026, 5, 1)))
    def test_never_ask_for_more_than_the_target(self, target, today):
        assert 0 <= rules.even_pace(month=MARCH, target=target, today=today) <= target
