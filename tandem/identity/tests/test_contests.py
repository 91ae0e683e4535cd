"""A visit contested by the person, and answered by a colleague of the one who looked."""

import dataclasses
import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from tandem.foundation import clock
from tandem.foundation.refusals import Hidden
from tandem.identity.access.contests import AlreadyContested, answer_contest, contest_visit
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import Contest, LedgerEntry
from tandem.identity.access.selectors import NEWS, PAGE_SIZE, contests_to_answer
from tandem.identity.access.services import open_file, open_own_file, record
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.organisations.tests.factories import MembershipFactory, OrganisationFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.tests.ledger import night_file

REASON = "I had no appointment on that day."


@pytest.fixture
def counsellor():
    return MembershipFactory(organisation=OrganisationFactory(name="RAV Beispielstadt"), user__name="Renata Muster")


@pytest.fixture
def colleague(counsellor):
    return MembershipFactory(organisation=counsellor.organisation, user__name="Urs Beispiel")


@pytest.fixture
def person(counsellor):
    return PersonFactory(with_account=True, counsellor=counsellor, given_name="Mila", family_name="Muster")


@pytest.fixture
def visit(person, counsellor):
    open_file(acting_as_member(counsellor), person.pk, Purpose.EFFORTS, now=NOON)
    return LedgerEntry.objects.get()


def own(person):
    return open_own_file(acting_as(person), Purpose.WHO_LOOKED, now=NOON)


@pytest.fixture
def contest(person, visit):
    return contest_visit(own(person), entry_id=visit.pk, reason=REASON, now=NOON)


class TestAnswerer:
    """Somebody answers, however small the body is in whose name somebody looked."""

    @pytest.fixture
    def operator(self):
        return acting_as_member(MembershipFactory(operator=True))

    def waiting(self, acting):
        return list(contests_to_answer(acting, now=NOON))

    def test_is_a_colleague_as_long_as_there_is_one(self, contest, colleague, operator):
        assert self.waiting(acting_as_member(colleague)) == [contest]
        assert self.waiting(operator) == []

    def test_is_the_operator_when_the_one_who_looked_is_alone(self, contest, person, counsellor, operator):
        assert self.waiting(acting_as_member(counsellor)) == []
        assert self.waiting(operator) == [contest]

        answer_contest(operator, contest_id=contest.pk, answer="She had the right file.", now=NOON)

        assert verbs(person)[-1] == "access.answer_contest"

    @pytest.mark.parametrize("facts", [{"ended": True}, {"future": True}, {"rests_from": NOON.date()}])
    def test_is_the_operator_when_all_others_are_away(self, contest, counsellor, operator, facts):
        MembershipFactory(organisation=counsellor.organisation, **facts)

        assert self.waiting(operator) == [contest]

    def test_is_the_operator_for_a_body_that_is_blocked(self, contest, colleague, operator):
        colleague.organisation.blocked_at, colleague.organisation.blocked_because = NOON, "For the test"
        colleague.organisation.save()

        assert self.waiting(operator) == [contest]

    def test_opens_nothing_else_to_the_operator(self, contest, person, operator):
        for purpose in Purpose:
            if purpose is not Purpose.CONTEST:
                with pytest.raises(Hidden):
                    open_file(operator, person.pk, purpose, now=NOON)


def verbs(person):
    return list(LedgerEntry.objects.filter(person=person).order_by("sequence").values_list("verb", flat=True))


class TestContestVisit:
    def test_is_noted_beside_the_visit_and_in_the_ledger(self, person, visit, contest):
        assert (contest.entry, contest.is_answered) == (visit, False)
        assert verbs(person) == ["access.open_file", "access.contest_visit"]

    def test_happens_once(self, person, visit, contest):
        with pytest.raises(AlreadyContested):
            contest_visit(own(person), entry_id=visit.pk, reason="again", now=NOON)

        assert Contest.objects.get().reason == REASON

    def test_is_hidden_for_a_row_of_another_file_and_for_ones_own_act(self, person, visit):
        stranger = PersonFactory(with_account=True)
        own_act = record(own(person), verb="access.open_file", purpose=Purpose.WHO_LOOKED, now=NOON)

        for file, entry_id in ((own(stranger), visit.pk), (own(person), own_act.pk), (own(person), 0)):
            with pytest.raises(Hidden):
                contest_visit(file, entry_id=entry_id, reason=REASON, now=NOON)

    def test_is_the_persons_alone(self, person, visit, counsellor):
        night = dataclasses.replace(night_file(person), purpose=Purpose.WHO_LOOKED)

        with pytest.raises(Hidden):
            contest_visit(night, entry_id=visit.pk, reason=REASON, now=NOON)
        assert not Contest.objects.exists()


class TestAnswerContest:
    def test_is_a_colleagues_and_both_read_it(self, person, contest, colleague):
        answer_contest(acting_as_member(colleague), contest_id=contest.pk, answer="The monthly check.", now=NOON)

        contest.refresh_from_db()
        assert (contest.answer, contest.answered_by) == ("The monthly check.", colleague.user)
        assert verbs(person)[-2:] == ["access.open_file", "access.answer_contest"]

    def test_is_hidden_from_the_one_who_looked_from_other_offices_and_once_it_is_given(
        self, contest, counsellor, colleague
    ):
        others = [counsellor, MembershipFactory(), MembershipFactory(operator=True), MembershipFactory(employer=True)]
        for member in others:
            with pytest.raises(Hidden):
                answer_contest(acting_as_member(member), contest_id=contest.pk, answer="x", now=NOON)
        answer_contest(acting_as_member(colleague), contest_id=contest.pk, answer="Sorry.", now=NOON)
        with pytest.raises(Hidden):
            answer_contest(acting_as_member(colleague), contest_id=contest.pk, answer="Never mind.", now=NOON)

        assert Contest.objects.get().answer == "Sorry."

    def test_is_the_operators_for_a_visit_of_the_platform_itself(self, person):
        row = record(night_file(person), verb="access.open_file", purpose=Purpose.EFFORTS, now=NOON)
        contest = contest_visit(own(person), entry_id=row.pk, reason=REASON, now=NOON)

        operator = acting_as_member(MembershipFactory(operator=True))
        answer_contest(operator, contest_id=contest.pk, answer="The nightly count.", now=NOON)

        assert Contest.objects.get().is_answered

    def test_opens_nothing_else_of_the_file(self, person, contest, colleague):
        acting = acting_as_member(colleague)

        open_file(acting, person.pk, Purpose.CONTEST, now=NOON)
        for purpose in (Purpose.EFFORTS, Purpose.PERSONAL_DATA, Purpose.WHO_LOOKED):
            with pytest.raises(Hidden):
                open_file(acting, person.pk, purpose, now=NOON)

    def test_opens_nothing_to_somebody_who_left_or_forges_her_organisation(self, person, contest, colleague):
        forged = dataclasses.replace(acting_as_member(MembershipFactory()), organisation_id=colleague.organisation_id)

        with pytest.raises(Hidden):
            open_file(forged, person.pk, Purpose.CONTEST, now=NOON)

    def test_opens_nothing_where_nothing_was_contested(self, person, visit, colleague):
        with pytest.raises(Hidden):
            open_file(acting_as_member(colleague), person.pk, Purpose.CONTEST, now=NOON)


class TestDatabase:
    @pytest.mark.parametrize(
        "facts",
        [
            {"reason": ""},
            {"answer": "x"},
            {"answered_at": NOON},
            {"answer": "x", "answered_at": NOON},
        ],
    )
    def test_refuses_half_a_contest_and_half_an_answer(self, contest, facts):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contest.objects.filter(pk=contest.pk).update(**facts)


def page(name="who_looked", *arguments, language="en"):
    with translation.override(language):
        return reverse(f"access:{name}", args=arguments)


class TestPages:
    def test_lead_from_the_visit_to_the_contest_and_back_with_its_state(self, client, person, visit, colleague):
        client.force_login(person.user)
        assertContains(client.get(page()), page("contest", visit.pk))

        response = client.post(page("contest", visit.pk), {"reason": REASON}, follow=True)

        assertContains(response, "Contested, not answered yet")
        assertContains(response, REASON)
        assertNotContains(response, page("contest", visit.pk))
        moment, asked = clock.now(), Contest.objects.get()
        answer_contest(acting_as_member(colleague), contest_id=asked.pk, answer="The monthly check.", now=moment)
        assertContains(client.get(page()), "The monthly check.")
        assertContains(client.get(page()), "Answered")

    def test_show_what_was_contested_on_top_of_the_first_page_wherever_the_visit_stands(
        self, client, person, contest, colleague
    ):
        for minute in range(PAGE_SIZE):
            later = NOON + datetime.timedelta(minutes=minute)
            open_file(acting_as_member(person.counsellor), person.pk, Purpose.EFFORTS, now=later)
        client.force_login(person.user)
        moment = clock.now()
        answer_contest(acting_as_member(colleague), contest_id=contest.pk, answer="The monthly check.", now=moment)

        first = client.get(page())
        second = client.get(page(), {"page": 2})

        assertContains(first, "What you contested")
        assertContains(first, "The monthly check.", count=1)
        assertNotContains(second, "What you contested")
        assertContains(second, "The monthly check.", count=1)  # where the visit stands

    def test_leave_an_answer_of_last_year_where_its_visit_stands(self, client, person, contest, colleague):
        client.force_login(person.user)
        long_ago = clock.now() - NEWS - datetime.timedelta(days=1)
        Contest.objects.update(contested_at=long_ago, answered_at=long_ago, answered_by=colleague.user, answer="Yes.")

        response = client.get(page())

        assertNotContains(response, "What you contested")
        assertContains(response, "Yes.")

    def test_keep_what_was_written_when_the_visit_is_contested_already(self, client, person, visit, contest):
        client.force_login(person.user)

        response = client.post(page("contest", visit.pk), {"reason": "Something else."})

        assertContains(response, "contested this visit already")
        assertContains(response, "Something else.")

    @pytest.mark.parametrize("reason", ["", " ", "x" * 1001])
    def test_say_what_is_missing(self, client, person, visit, reason):
        client.force_login(person.user)

        response = client.post(page("contest", visit.pk), {"reason": reason})

        assert response.context["form"].errors
        assert not Contest.objects.exists()

    def test_of_the_office_name_the_waiting_ones_and_send_the_answer(self, client, contest, colleague, person):
        client.force_login(colleague.user)
        waiting = client.get(page("contests"))
        assertContains(waiting, "Renata Muster")
        assertNotContains(waiting, REASON)  # it stands behind the gate

        opened = client.get(page("answer", contest.pk))
        assertContains(opened, REASON)
        assertContains(opened, "Mila Muster")
        client.post(page("answer", contest.pk), {"answer": "The monthly check."}, follow=True)

        assert Contest.objects.get().answer == "The monthly check."
        assertContains(client.get(page("contests")), "Nothing is waiting for an answer")

    def test_of_the_office_are_hidden_from_the_one_who_looked(self, client, contest, counsellor):
        client.force_login(counsellor.user)

        assert client.get(page("answer", contest.pk)).status_code == 404
        assert client.post(page("answer", contest.pk), {"answer": "x"}).status_code == 404
        assertContains(client.get(page("contests")), "Nothing is waiting for an answer")

    def test_of_the_office_cost_the_same_for_one_and_for_twenty(self, client, person, contest, colleague, counsellor):
        client.force_login(colleague.user)

        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(page("contests"))
            return len(queries)

        cost()  # the first page warms up
        first = cost()
        for _ in range(19):
            open_file(acting_as_member(counsellor), person.pk, Purpose.EFFORTS, now=NOON)
        for entry in LedgerEntry.objects.filter(contest=None, user=counsellor.user):
            contest_visit(own(person), entry_id=entry.pk, reason=REASON, now=NOON)

        assert contests_to_answer(acting_as_member(colleague), now=NOON).count() == 20
        assert cost() == first
