"""Before and during unemployment (R-11), and days without the duty (R-12): what they do to due dates and numbers."""

import datetime

import pytest

from tandem.eservices.efforts import personal_data, rules, selectors, services
from tandem.eservices.efforts.enums import ExemptionKind, PeriodKind, PeriodState
from tandem.eservices.efforts.models import Exemption
from tandem.eservices.efforts.tests.factories import MARCH, EffortFactory, EffortTargetFactory, filed, own_file
from tandem.eservices.efforts.types import Entry
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.people.tests.factories import PersonFactory


def day(text):
    return datetime.date.fromisoformat(text)


def entry(duty_from, unemployed_from, registered_on=None, first_interview_on=None):
    return Entry(
        duty_from=day(duty_from),
        unemployed_from=day(unemployed_from),
        registered_on=registered_on and day(registered_on),
        first_interview_on=first_interview_on and day(first_interview_on),
    )


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, canton="ZH")


def office_of(person):
    return open_file(acting_as_member(person.counsellor), person.pk, Purpose.EFFORTS, now=NOON)


class TestExaminedWindow:
    # rules.md R-11; the last day is the day before unemployment
    @pytest.mark.parametrize(
        ("duty_from", "unemployed_from", "first"),
        [
            ("2026-01-28", "2026-04-01", "2026-01-28"),  # dismissed 28.1. for 31.3.
            ("2026-01-01", "2026-09-01", "2026-06-01"),  # fixed term to 31.8.
            ("2025-12-02", "2026-07-01", "2026-04-01"),  # a long notice: the last three months
        ],
    )
    def test_is_three_months_at_most(self, duty_from, unemployed_from, first):
        assert rules.examined_from(day(duty_from), day(unemployed_from)) == day(first)


class TestKind:
    @pytest.mark.parametrize(
        ("month", "kind"),
        [("2026-03-01", PeriodKind.BEFORE), ("2026-04-01", PeriodKind.DURING), ("2026-05-01", PeriodKind.DURING)],
    )
    def test_is_before_when_the_whole_month_is(self, month, kind):
        assert rules.kind_of(day(month), entry("2026-01-28", "2026-04-15")) is kind

    def test_is_during_as_long_as_nobody_says_otherwise(self):
        assert rules.kind_of(MARCH, None) is PeriodKind.DURING


class TestDueOfPeriod:
    @pytest.mark.parametrize(
        ("known", "due"),
        [
            (entry("2026-01-28", "2026-04-01", "2026-03-02", "2026-04-09"), "2026-04-09"),
            # registered on 16 March, first interview by the 31st: March is not over by then
            (entry("2026-01-28", "2026-04-01", "2026-03-16"), "2026-04-07"),
            (entry("2026-01-28", "2026-04-01", "2026-04-01"), "2026-04-16"),
            (entry("2026-01-28", "2026-04-01"), "2026-04-16"),
            (entry("2026-01-28", "2026-03-15"), "2026-04-07"),
            (None, "2026-04-07"),
        ],
    )
    def test_is_the_first_interview_before_unemployment(self, known, due):
        assert rules.due_of_period(MARCH, "ZH", known) == day(due)


class TestExemptDays:
    def test_begin_two_months_before_the_expected_birth(self):
        assert rules.before_birth(day("2026-09-15")) == (day("2026-07-15"), day("2026-09-15"))

    def test_last_fourteen_weeks_after_it(self):
        assert rules.maternity_leave(day("2026-09-15")) == (day("2026-09-15"), day("2026-12-22"))

    @pytest.mark.parametrize(
        ("known", "exempt", "days_due"),
        [
            (None, [], 31),
            (None, [("2026-03-01", "2026-04-01")], 0),
            (None, [("2026-02-20", "2026-03-06")], 26),
            (None, [("2026-03-02", "2026-03-06"), ("2026-03-04", "2026-03-08")], 25),  # they overlap
            (entry("2026-03-28", "2026-05-01"), [], 4),
            (entry("2025-10-01", "2026-03-15"), [], 31),
        ],
    )
    def test_are_counted_once(self, known, exempt, days_due):
        spans = [(day(first), day(after)) for first, after in exempt]

        assert rules.days_of_duty(MARCH, known, spans) == (days_due, 31)

    @pytest.mark.parametrize(
        ("number", "days_due", "days", "expected"),
        [
            (10, 26, 31, 8),  # BS AL.2024.3: 6 to 9 were expected
            (10, 9, 30, 3),  # BS AL.2022.8: 2 to 3
            (8, 31, 31, 8),
            (8, 0, 31, 0),
        ],
    )
    def test_reduce_the_number_in_proportion(self, number, days_due, days, expected):
        assert rules.reduced(number, days_due=days_due, days=days) == expected


class TestEntry:
    def test_of_the_person_makes_months_before(self, person):
        said = entry("2026-02-10", "2026-04-01")

        services.say_entry(own_file(person), entry=said, now=NOON)

        summaries = selectors.months_of(own_file(person), now=NOON)
        assert [(found.month.month, found.kind) for found in summaries] == [
            (4, PeriodKind.DURING),
            (3, PeriodKind.BEFORE),
            (2, PeriodKind.BEFORE),
        ]
        assert (summaries[2].days_due, summaries[2].expected) == (19, 6)
        assert LedgerEntry.objects.get(person=person).verb == "efforts.say_entry"

    def test_of_the_office_prevails_whoever_spoke_last(self, person):
        services.note_entry(office_of(person), entry=entry("2026-01-28", "2026-05-01"), now=NOON)
        services.say_entry(
            own_file(person), entry=entry("2026-03-01", "2026-04-01"), now=NOON + datetime.timedelta(days=1)
        )

        assert selectors.entry_of(own_file(person)) == entry("2026-01-28", "2026-05-01")

    def test_may_come_from_the_registration(self, person):
        platform = open_file(system("OACI 20"), person.pk, Purpose.EFFORTS, now=NOON)

        services.note_entry(platform, entry=entry("2026-02-01", "2026-04-01", "2026-04-01"), now=NOON)

        assert selectors.entry_of(own_file(person)).registered_on == day("2026-04-01")

    @pytest.mark.parametrize(
        "said",
        [
            entry("2026-04-02", "2026-04-01"),
            entry("2026-02-01", "2026-04-01", "2026-04-01", "2026-03-31"),
            entry("2026-02-01", "2026-04-01", None, "2026-04-09"),
        ],
    )
    def test_refuses_days_in_the_wrong_order(self, person, said):
        with pytest.raises(services.EntryImpossible):
            services.say_entry(own_file(person), entry=said, now=NOON)

    def test_is_not_the_persons_to_write_for_the_office(self, person):
        with pytest.raises(Hidden):
            services.note_entry(own_file(person), entry=entry("2026-02-01", "2026-04-01"), now=NOON)

    def test_stands_in_the_proof(self, person):
        services.say_entry(own_file(person), entry=entry("2026-02-10", "2026-04-01", "2026-04-01"), now=NOON)
        EffortFactory(person=person)

        proof = filed(person)

        assert (proof.kind, proof.due_on) == (PeriodKind.BEFORE, day("2026-04-16"))
        assert proof.payload["period"] == "before_unemployment"
        assert [row["by_office"] for row in personal_data.export_entries(person.pk)] == [False]


class TestExemption:
    def note(self, person, first="2026-03-01", after="2026-04-01", kind=ExemptionKind.INCAPACITY):
        return services.note_exemption(
            office_of(person), kind=kind, begins_on=day(first), ends_before=day(after), now=NOON
        )

    def test_of_a_whole_month_leaves_nothing_due(self, person):
        self.note(person)

        found = selectors.month_of_person(own_file(person), MARCH, now=NOON)

        assert (found.state, found.expected, found.missing) == (PeriodState.EXEMPT, 0, 0)
        assert selectors.filing_of(office_of(person), MARCH, now=NOON).state is PeriodState.EXEMPT

    def test_of_some_days_reduces_the_agreed_number(self, person):
        EffortTargetFactory(person=person, number=10, valid_from=MARCH)
        self.note(person, "2026-03-02", "2026-03-07")

        found = selectors.month_of_person(own_file(person), MARCH, now=NOON)

        assert (found.expected, found.days_due, found.is_reduced) == (8, 26, True)
        assert found.target.number == 10

    def test_can_be_taken_back_and_the_row_stays(self, person):
        exemption = self.note(person)

        services.withdraw_exemption(office_of(person), exemption_id=exemption.pk, now=NOON)

        assert selectors.exemptions_of(own_file(person)) == ()
        assert Exemption.objects.get().withdrawn_at == NOON
        with pytest.raises(Hidden):
            services.withdraw_exemption(office_of(person), exemption_id=exemption.pk, now=NOON)

    def test_is_the_offices_to_give(self, person):
        with pytest.raises(Hidden):
            services.note_exemption(
                own_file(person), kind=ExemptionKind.OTHER, begins_on=MARCH, ends_before=day("2026-03-02"), now=NOON
            )
        another = PersonFactory(with_account=True, with_counsellor=True)
        exemption = self.note(person)
        with pytest.raises(Hidden):
            services.withdraw_exemption(office_of(another), exemption_id=exemption.pk, now=NOON)

    def test_has_a_day(self, person):
        with pytest.raises(services.ExemptionImpossible):
            self.note(person, "2026-03-02", "2026-03-02")

    def test_goes_with_the_person(self, person):
        self.note(person)

        assert [row["kind"] for row in personal_data.export_exemptions(person.pk)] == ["incapacity"]
        assert personal_data.erase_exemptions(person.pk) == 1
        assert personal_data.erase_entries(person.pk) == 0
