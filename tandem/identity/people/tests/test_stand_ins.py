"""A colleague looks after a counsellor's files: with her rights, for a while, and not a minute longer."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tandem.foundation.clock import ZURICH
from tandem.foundation.refusals import Hidden
from tandem.identity.access import registry
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people import rules, selectors, services
from tandem.identity.people.enums import StandInReason
from tandem.identity.people.models import StandIn
from tandem.identity.people.tests.factories import PersonFactory, StandInFactory

APRIL = {"starts_on": datetime.date(2026, 4, 3), "ends_before": datetime.date(2026, 4, 20)}


@pytest.fixture
def person():
    return PersonFactory(with_counsellor=True, with_account=True)


@pytest.fixture
def colleague(person):
    return MembershipFactory(organisation=person.office)


def set_stand_in(acting, counsellor, substitute, **facts):
    return services.set_stand_in(
        acting,
        counsellor_id=counsellor.pk,
        substitute_id=substitute.pk,
        **{"reason": StandInReason.HOLIDAY, "now": NOON, **APRIL, **facts},
    )


def may_open(member, person, *, at=NOON, purpose=Purpose.EFFORTS):
    try:
        open_file(acting_as_member(member), person.pk, purpose, now=at)
    except Hidden:
        return False
    return True


class TestInTheDatabase:
    @pytest.mark.parametrize(
        ("facts", "constraint"),
        [
            ({"ends_before": datetime.date(2026, 4, 1)}, "a_stand_in_ends_after_it_starts"),
            ({"ends_before": datetime.date(2026, 10, 3)}, "a_stand_in_lasts_no_longer_than_it_may"),
            ({"reason": "flu"}, "a_stand_in_has_a_known_reason"),
        ],
    )
    def test_refuses_nonsense(self, facts, constraint):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            StandInFactory(**facts)

    def test_may_last_six_months(self):
        assert StandInFactory(ends_before=datetime.date(2026, 10, 2)).pk

    def test_is_not_the_counsellor_herself(self, person):
        with pytest.raises(IntegrityError), transaction.atomic():
            StandInFactory(counsellor=person.counsellor, substitute=person.counsellor)

    def test_is_not_the_counsellor_under_another_membership_of_hers(self, person):
        earlier = MembershipFactory(user=person.counsellor.user, organisation=person.office, ended=True)

        with pytest.raises(IntegrityError, match="colleague of the same office"), transaction.atomic():
            StandInFactory(counsellor=person.counsellor, substitute=earlier)

    def test_works_at_the_same_office(self, person):
        with pytest.raises(IntegrityError, match="colleague of the same office"), transaction.atomic():
            StandInFactory(counsellor=person.counsellor, substitute=MembershipFactory())

    def test_stays_at_the_same_office(self, person):
        stand_in = StandInFactory(counsellor=person.counsellor)

        with pytest.raises(IntegrityError, match="colleague of the same office"), transaction.atomic():
            StandIn.objects.filter(pk=stand_in.pk).update(substitute=MembershipFactory())

    @pytest.mark.parametrize("for_one", [(False, False), (True, True), (True, False), (False, True)])
    def test_is_one_at_a_time_for_a_file(self, person, for_one):
        first, second = ({"person": person} if one else {"counsellor": person.counsellor} for one in for_one)
        StandInFactory(**first)

        with pytest.raises(IntegrityError, match="a_file_has_one_stand_in_at_a_time"), transaction.atomic():
            StandInFactory(**second, starts_on=datetime.date(2026, 4, 30), ends_before=datetime.date(2026, 5, 2))

    def test_may_follow_another_on_the_day_that_one_ends(self, person):
        StandInFactory(counsellor=person.counsellor)

        assert StandInFactory(
            counsellor=person.counsellor, starts_on=datetime.date(2026, 5, 1), ends_before=datetime.date(2026, 5, 2)
        ).pk

    def test_may_follow_one_that_was_closed_and_stand_beside_that_of_another_file_or_counsellor(self, person):
        StandInFactory(counsellor=person.counsellor, closed=True)
        StandInFactory(person=person)
        StandInFactory(person=PersonFactory(counsellor=person.counsellor))
        assert StandInFactory(counsellor=MembershipFactory(organisation=person.office)).pk


class TestGround:
    @pytest.mark.parametrize("purpose", [Purpose.EFFORTS, Purpose.PERSONAL_DATA, Purpose.ASSIGNMENT])
    def test_gives_the_counsellors_rights_to_all_her_files_and_to_no_others(self, person, colleague, purpose):
        StandInFactory(counsellor=person.counsellor, substitute=colleague)
        elsewhere = PersonFactory(counsellor=MembershipFactory())

        assert may_open(colleague, person, purpose=purpose)
        assert not may_open(colleague, elsewhere, purpose=purpose)

    def test_leaves_the_counsellor_in_charge_with_her_rights(self, person, colleague):
        before = person.counsellor_id
        StandInFactory(counsellor=person.counsellor, substitute=colleague)

        assert may_open(person.counsellor, person)
        person.refresh_from_db()
        assert person.counsellor_id == before

    def test_for_one_file_opens_that_one(self, person, colleague):
        another = PersonFactory(counsellor=person.counsellor)
        StandInFactory(person=person, substitute=colleague)

        assert may_open(colleague, person)
        assert not may_open(colleague, another)

    def test_for_one_file_ends_with_its_counsellor(self, person, colleague):
        StandInFactory(person=person, substitute=colleague)
        person.counsellor = MembershipFactory(organisation=person.office)
        person.save()

        assert not may_open(colleague, person)

    def test_does_not_pass_from_one_stand_in_to_the_next(self, person, colleague):
        third = MembershipFactory(organisation=person.office)
        StandInFactory(counsellor=person.counsellor, substitute=colleague)
        StandInFactory(counsellor=colleague, substitute=third)

        assert not may_open(third, person)

    def test_opens_nothing_once_closed_and_to_whoever_left_the_office(self, person, colleague):
        stand_in = StandInFactory(counsellor=person.counsellor, substitute=colleague)
        acting = acting_as_member(colleague)
        colleague.ends_before = datetime.date(2026, 4, 3)
        colleague.save()
        with pytest.raises(Hidden):
            open_file(acting, person.pk, Purpose.EFFORTS, now=NOON)
        colleague.ends_before = None
        colleague.save()
        assert may_open(colleague, person)
        stand_in.closed_at = NOON
        stand_in.save()
        assert not may_open(colleague, person)

    @pytest.mark.parametrize(
        ("ends_before", "last_minute"),
        [
            # Winter, summer, and the two nights in which the clock is moved.
            (datetime.date(2026, 1, 20), datetime.datetime(2026, 1, 19, 22, 59, tzinfo=datetime.UTC)),
            (datetime.date(2026, 7, 2), datetime.datetime(2026, 7, 1, 21, 59, tzinfo=datetime.UTC)),
            (datetime.date(2026, 3, 29), datetime.datetime(2026, 3, 28, 22, 59, tzinfo=datetime.UTC)),
            (datetime.date(2026, 3, 30), datetime.datetime(2026, 3, 29, 21, 59, tzinfo=datetime.UTC)),
            (datetime.date(2026, 10, 25), datetime.datetime(2026, 10, 24, 21, 59, tzinfo=datetime.UTC)),
            (datetime.date(2026, 10, 26), datetime.datetime(2026, 10, 25, 22, 59, tzinfo=datetime.UTC)),
        ],
    )
    def test_ends_by_itself_at_midnight_in_switzerland(self, person, colleague, ends_before, last_minute):
        start = ends_before - datetime.timedelta(days=30)
        StandInFactory(counsellor=person.counsellor, substitute=colleague, starts_on=start, ends_before=ends_before)
        first = datetime.datetime.combine(start, datetime.time(), tzinfo=ZURICH)
        minute = datetime.timedelta(minutes=1)

        opened = [
            may_open(colleague, person, at=at)
            for at in (first.astimezone(datetime.UTC) - minute, first, last_minute, last_minute + minute)
        ]

        assert opened == [False, True, True, False]


class TestCaseload:
    def test_holds_the_files_of_whom_she_stands_in_for(self, person, colleague):
        mine = PersonFactory(counsellor=colleague, family_name="Abegg")
        StandInFactory(counsellor=person.counsellor, substitute=colleague)

        found = selectors.caseload(acting_as_member(colleague), NOON)

        assert [(one.person_id, one.stood_in_for) for one in found] == [
            (mine.pk, ""),
            (person.pk, person.counsellor.user.name),
        ]
        assert [one.person_id for one in selectors.caseload(acting_as_member(person.counsellor), NOON)] == [person.pk]

    def test_costs_one_query_for_one_file_and_for_twenty(self, person, colleague):
        StandInFactory(counsellor=person.counsellor, substitute=colleague)
        acting = acting_as_member(colleague)
        for wanted in (1, 20):
            PersonFactory.create_batch(wanted - 1, counsellor=person.counsellor)
            with CaptureQueriesContext(connection) as queries:
                assert len(selectors.caseload(acting, NOON)) == wanted
            assert len(queries) == 1


class TestSetStandIn:
    def test_is_the_counsellors_for_all_her_files(self, person, colleague):
        stand_in = set_stand_in(acting_as_member(person.counsellor), person.counsellor, colleague)

        assert (stand_in.person, stand_in.set_by, stand_in.closed_at) == (None, person.counsellor.user, None)
        assert may_open(colleague, person)

    def test_for_one_file_stands_in_that_persons_ledger(self, person, colleague):
        file = open_file(acting_as_member(person.counsellor), person.pk, Purpose.ASSIGNMENT, now=NOON)

        stand_in = set_stand_in(file, person.counsellor, colleague, reason=StandInReason.ONE_MATTER)

        assert stand_in.person == person
        row = LedgerEntry.objects.order_by("-sequence").first()
        assert (row.verb, row.object_id) == ("people.set_stand_in", str(stand_in.pk))

    def test_for_all_files_stands_in_the_ledger_of_each_and_nobody_has_looked(self, person, colleague):
        second = PersonFactory(counsellor=person.counsellor)
        stranger = PersonFactory(with_counsellor=True)

        stand_in = set_stand_in(acting_as_member(person.counsellor), person.counsellor, colleague)
        services.close_stand_in(acting_as_member(colleague), stand_in_id=stand_in.pk, now=NOON)

        rows = LedgerEntry.objects.order_by("person", "sequence").values_list("person", "verb", "user")
        began, ended = "people.set_stand_in", "people.close_stand_in"
        assert list(rows) == [
            (one.pk, verb, user)
            for one in (person, second)
            for verb, user in ((began, person.counsellor.user_id), (ended, colleague.user_id))
        ]
        assert not LedgerEntry.objects.filter(person=stranger).exists()

    def test_is_the_managers_for_somebody_who_fell_ill(self, person, colleague):
        manager = MembershipFactory(organisation=person.office, manager=True)

        assert set_stand_in(acting_as_member(manager), person.counsellor, colleague).counsellor == person.counsellor

    def test_is_not_a_colleagues_to_give_herself(self, person, colleague):
        with pytest.raises(Hidden):
            set_stand_in(acting_as_member(colleague), person.counsellor, colleague)
        assert not may_open(colleague, person)

    def test_is_not_a_strangers_nor_the_persons(self, person, colleague):
        for acting in (acting_as(person), acting_as_member(MembershipFactory(fund_officer=True))):
            with pytest.raises(Hidden):
                set_stand_in(acting, person.counsellor, colleague)

    @pytest.mark.parametrize("trait", [{"ended": True}, {"future": True}])
    def test_refuses_whoever_does_not_work_there_today(self, person, trait):
        gone = MembershipFactory(organisation=person.office, **trait)

        with pytest.raises(services.NotAColleague):
            set_stand_in(acting_as_member(person.counsellor), person.counsellor, gone)

    def test_refuses_another_office_and_oneself(self, person):
        for nobody in (MembershipFactory(), person.counsellor):
            with pytest.raises(services.NotAColleague):
                set_stand_in(acting_as_member(person.counsellor), person.counsellor, nobody)

    def test_refuses_a_counsellor_of_another_office(self, person, colleague):
        manager = MembershipFactory(organisation=person.office, manager=True)

        with pytest.raises(services.CounsellorNotHere):
            set_stand_in(acting_as_member(manager), MembershipFactory(), colleague)

    def test_refuses_for_one_file_a_counsellor_who_is_not_in_charge_of_it(self, person, colleague):
        manager = MembershipFactory(organisation=person.office, manager=True)
        file = open_file(acting_as_member(manager), person.pk, Purpose.ASSIGNMENT, now=NOON)

        with pytest.raises(services.CounsellorNotHere):
            set_stand_in(file, colleague, person.counsellor)

    @pytest.mark.parametrize(
        "days",
        [
            {"starts_on": datetime.date(2026, 4, 2)},
            {"ends_before": datetime.date(2026, 4, 3)},
            {"ends_before": datetime.date(2026, 10, 5)},
        ],
    )
    def test_refuses_days_that_are_over_or_upside_down_or_too_many(self, person, colleague, days):
        with pytest.raises(services.WrongPeriod):
            set_stand_in(acting_as_member(person.counsellor), person.counsellor, colleague, **days)

    def test_refuses_a_second_one_in_the_same_days(self, person, colleague):
        acting = acting_as_member(person.counsellor)
        set_stand_in(acting, person.counsellor, colleague)

        with pytest.raises(services.AlreadyStoodInFor, match="Nothing was changed"):
            set_stand_in(acting, person.counsellor, MembershipFactory(organisation=person.office))
        assert StandIn.objects.count() == 1


class TestCloseStandIn:
    @pytest.mark.parametrize("who", ["counsellor", "substitute", "manager"])
    def test_takes_the_rights_away_at_once(self, person, colleague, who):
        stand_in = StandInFactory(counsellor=person.counsellor, substitute=colleague)
        manager = MembershipFactory(organisation=person.office, manager=True)
        member = {"counsellor": person.counsellor, "substitute": colleague, "manager": manager}[who]

        services.close_stand_in(acting_as_member(member), stand_in_id=stand_in.pk, now=NOON)

        stand_in.refresh_from_db()
        assert (stand_in.closed_at, stand_in.closed_by) == (NOON, member.user)
        assert not may_open(colleague, person)

    def test_twice_keeps_the_first_moment(self, person):
        stand_in = StandInFactory(counsellor=person.counsellor)
        acting = acting_as_member(person.counsellor)
        for hour in range(2):
            services.close_stand_in(acting, stand_in_id=stand_in.pk, now=NOON + datetime.timedelta(hours=hour))

        stand_in.refresh_from_db()
        assert stand_in.closed_at == NOON

    def test_is_hidden_from_everybody_else(self, person):
        stand_in = StandInFactory(counsellor=person.counsellor)
        for member in (
            MembershipFactory(organisation=person.office),
            MembershipFactory(manager=True),
            MembershipFactory(fund_officer=True),
        ):
            with pytest.raises(Hidden):
                services.close_stand_in(acting_as_member(member), stand_in_id=stand_in.pk, now=NOON)
        with pytest.raises(Hidden):
            services.close_stand_in(acting_as_member(person.counsellor), stand_in_id=0, now=NOON)


class TestStandInsOf:
    def test_tell_the_person_who_why_and_until_when(self, person, colleague):
        StandInFactory(counsellor=person.counsellor, substitute=colleague)
        StandInFactory(counsellor=MembershipFactory(organisation=person.office))

        [line] = selectors.stand_ins_of(open_own_file(acting_as(person), Purpose.PERSONAL_DATA, now=NOON), NOON)

        assert (line.substitute, line.reason, line.last_day) == (
            colleague.user.name,
            StandInReason.HOLIDAY,
            datetime.date(2026, 4, 30),
        )

    def test_do_not_show_one_for_another_file_nor_one_that_is_over_or_closed(self, person):
        StandInFactory(person=PersonFactory(counsellor=person.counsellor))
        StandInFactory(person=person, starts_on=datetime.date(2026, 3, 1), ends_before=datetime.date(2026, 4, 3))
        StandInFactory(person=person, closed=True)

        file = open_own_file(acting_as(person), Purpose.PERSONAL_DATA, now=NOON)
        assert selectors.stand_ins_of(file, NOON) == []


def test_stand_ins_for_one_file_are_handed_out_and_stay_as_evidence(person, colleague):
    StandInFactory(person=person, substitute=colleague)
    data = registry.personal_data["people.StandIn"]

    assert [row["stand_in"] for row in data.export(person.pk)] == [colleague.user.name]
    assert data.erase(person.pk) == 0


@pytest.mark.without_database
class TestMayStandIn:
    days = st.dates(datetime.date(2025, 1, 1), datetime.date(2028, 1, 1))

    @given(days, days, days)
    def test_is_never_for_days_that_are_over_and_never_longer_than_six_months(self, today, start, end):
        allowed = rules.may_stand_in(start, end, today=today)

        assert allowed == (today <= start and 1 <= (end - start).days <= 184)
