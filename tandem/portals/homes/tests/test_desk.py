import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tandem.assistance.helplog.services import say_absence
from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.services import tell
from tandem.foundation import clock as time
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import acting_as_member
from tandem.identity.access.types import system
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.selectors import people_helped
from tandem.identity.mandates.tests.factories import a_person, a_relative, granted, opens, proposed
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.portals.homes.helpers import desk


@pytest.fixture(autouse=True)
def _noon(clock):
    """The proof of March is due on 6 April, that of February was on 5 March."""
    clock.freeze("2026-04-03 12:00")


@pytest.fixture
def membership():
    return MembershipFactory(helper=True, manager=True)


@pytest.fixture
def helper(membership):
    return acting_as_member(membership)


def terms(area=Purpose.EFFORTS, reach=Reach.PREPARE, duration=Duration.SIX_MONTHS):
    return Terms({area: reach}, duration)


def of(helper, person, *args, **options):
    return granted(person, helper, terms(*args, **options), now=time.now())


class TestWhomSheHelps:
    @pytest.mark.parametrize("reach", list(Reach))
    @pytest.mark.parametrize("area", [Purpose.EFFORTS, Purpose.MONTHLY_FORM, Purpose.MESSAGES])
    def test_says_what_the_gate_would_say(self, helper, area, reach):
        person = a_person()
        of(helper, person, area, reach, duration=Duration.ONE_MONTH)

        (known,) = people_helped(helper, now=time.now())

        for purpose in (Purpose.EFFORTS, Purpose.MONTHLY_FORM, Purpose.MESSAGES):
            assert known.may_read(purpose) == (opens(helper, person, purpose, time.now()) is not None)

    def test_leaves_out_whom_she_decides_about(self, helper, membership):
        person = a_person()
        of(helper, person)
        MembershipFactory(user=membership.user, organisation=person.office)

        assert people_helped(helper, now=time.now()) == []
        assert opens(helper, person, now=time.now()) is None

    def test_ends_with_the_mandate(self, helper, clock):
        of(helper, a_person(), duration=Duration.ONE_MONTH)
        clock.freeze("2026-05-10 12:00")

        assert people_helped(helper, now=time.now()) == []


class TestTheDesk:
    def test_shows_what_is_due_in_the_areas_that_the_mandate_lets_her_read(self, helper):
        of(helper, a_person(given_name="Efforts"))
        of(helper, a_person(given_name="Letters", phone=""), Purpose.MESSAGES, Reach.READ)

        found = {line.name.split()[0]: line for line in desk(helper, now=time.now()).people}

        assert [(line.due_on, line.is_late) for line in found["Efforts"].due] == [
            (datetime.date(2026, 3, 5), True),
            (datetime.date(2026, 4, 6), False),
        ]
        assert found["Letters"].due == []

    def test_leads_into_the_form_only_where_she_may_prepare_it(self, helper):
        of(helper, a_person(), Purpose.MONTHLY_FORM, Reach.PREPARE)
        of(helper, a_person(phone=""), Purpose.MONTHLY_FORM, Reach.READ)

        links = sorted(bool(line.link) for person in desk(helper, now=time.now()).people for line in person.due)

        assert links
        assert set(links) <= {True, False}
        assert links.count(True) == links.count(False)

    def test_counts_unread_messages_only_where_she_may_read_them(self, helper):
        reader, other = a_person(), a_person(phone="")
        of(helper, reader, Purpose.MESSAGES, Reach.READ)
        of(helper, other)
        for person in (reader, other):
            facts = {"title": "form", "name": "form", "number": "ABCD"}
            tell(system("LPGA 27 al. 1"), person_id=person.pk, kind="deadlines.received", facts=facts, now=time.now())

        unread = {line.person_id: line.unread for line in desk(helper, now=time.now()).people}

        assert unread[other.pk] is None
        assert unread[reader.pk] == Message.objects.filter(person=reader, read_at=None).count() >= 1

    def test_says_which_mandates_end_soon_and_which_wait(self, helper):
        of(helper, a_person(), duration=Duration.ONE_MONTH)
        of(helper, a_person(phone=""))
        proposed(a_person(phone=""), helper, terms(), now=time.now())

        found = desk(helper, now=time.now())

        assert (found.ending, len(found.waiting)) == (1, 1)

    def test_opens_no_file_and_leaves_no_row(self, helper, client, membership):
        from tandem.identity.access.models import LedgerEntry  # noqa: PLC0415

        of(helper, a_person())
        before = LedgerEntry.objects.count()
        client.force_login(membership.user)

        client.get(reverse("homes:home"))

        assert LedgerEntry.objects.count() == before

    def test_costs_as_many_queries_for_one_person_as_for_many(
        self, helper, membership, client, django_assert_max_num_queries
    ):
        client.force_login(membership.user)
        counsellor = MembershipFactory()
        fund = a_person().fund
        for number in range(12):
            person = a_person(phone="", counsellor=counsellor, fund=fund)
            area = Purpose.MONTHLY_FORM if number % 2 else Purpose.EFFORTS
            of(helper, person, area)
            if number == 1:
                with django_assert_max_num_queries(45) as first:
                    client.get(reverse("homes:home"))

        with django_assert_max_num_queries(len(first)):
            client.get(reverse("homes:home"))

    def test_is_there_for_a_relative_without_a_structure(self, client):
        from tandem.identity.accounts.models import User  # noqa: PLC0415

        relative = a_relative()
        person = a_person(given_name="Oma")
        of(relative, person)
        client.force_login(User.objects.get(pk=relative.user_id))

        response = client.get(reverse("homes:home"))

        assertContains(response, "Oma")
        assertNotContains(response, reverse("helplog:absences"))


class TestTheTeam:
    def test_is_counted_for_the_manager_without_anything_of_a_person(self, helper, membership):
        member = MembershipFactory(helper=True, organisation=membership.organisation)
        for _number in range(2):
            of(acting_as_member(member), a_person(phone=""))

        team = desk(helper, now=time.now()).team

        assert [(line.name, line.people) for line in team.lines] == [(member.user.name, 2)]
        assert desk(acting_as_member(member), now=time.now()).team is None

    def test_shows_whose_helpers_are_all_away(self, helper, membership):
        member = MembershipFactory(helper=True, organisation=membership.organisation)
        mandate = of(acting_as_member(member), a_person())
        today = time.today()
        say_absence(
            helper,
            helper_id=member.user_id,
            starts_on=today,
            last_day=today,
            stand_in_id=membership.user_id,
            now=time.now(),
        )

        found = desk(helper, now=time.now())

        assert [card.number for card in found.team.with_nobody] == [mandate.pk]
        assert [line.helper for line in found.stands_in] == [member.user.name]

    def test_does_not_open_a_file_by_managing(self, helper, membership):
        from tandem.foundation.refusals import Hidden  # noqa: PLC0415

        person = a_person()
        of(acting_as_member(MembershipFactory(helper=True, organisation=membership.organisation)), person)

        with pytest.raises(Hidden):
            open_file(helper, person.pk, Purpose.EFFORTS, now=time.now())
