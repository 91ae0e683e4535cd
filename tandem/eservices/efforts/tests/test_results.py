"""What became of applications, one or many, before and after they were filed."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tandem.eservices.efforts import personal_data, selectors, services
from tandem.eservices.efforts.enums import Outcome
from tandem.eservices.efforts.models import Effort, LaterResult
from tandem.eservices.efforts.tests.factories import EffortFactory, filed, own_file
from tandem.eservices.efforts.types import Result
from tandem.facilities.receipts.selectors import matches
from tandem.foundation.refusals import Hidden
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.people.tests.factories import PersonFactory

REFUSED = Result(outcome=Outcome.REJECTED, interview=True, rejection_reason="Position filled")
PAGE = "/en/efforts/results/"


@pytest.fixture
def person(client, clock):
    clock.freeze(NOON)
    person = PersonFactory(with_account=True, canton="ZH")
    client.force_login(person.user)
    return person


def note(person, *efforts, result=REFUSED):
    return services.note_results(
        own_file(person), effort_ids=[effort.pk for effort in efforts], result=result, now=NOON
    )


class TestNoteResults:
    def test_corrects_what_is_not_filed(self, person):
        effort = EffortFactory(person=person)

        assert note(person, effort) == 1

        effort.refresh_from_db()
        assert (effort.outcome, effort.interview, effort.rejection_reason) == ("rejected", True, "Position filled")
        assert not LaterResult.objects.exists()

    def test_writes_a_new_fact_beside_what_is_filed(self, person):
        effort = EffortFactory(person=person)
        proof = filed(person)

        note(person, effort)

        effort.refresh_from_db()
        proof.refresh_from_db()
        assert effort.outcome == "pending"
        assert proof.payload["efforts"][0]["outcome"] == "pending"
        assert matches(proof.receipt, proof.payload)
        found = selectors.results_of([effort])[effort.pk]
        assert (found.outcome, found.interview, found.noted_at) == (Outcome.REJECTED, True, NOON)
        assert LedgerEntry.objects.filter(person=person, verb="efforts.note_result").count() == 1

    def test_takes_many_at_once_filed_or_not(self, person):
        first = EffortFactory(person=person)
        filed(person)
        second = EffortFactory(person=person)

        assert note(person, first, second) == 2

        assert selectors.waiting_efforts(own_file(person)) == []

    def test_can_be_said_again_and_the_last_word_counts(self, person):
        effort = EffortFactory(person=person)
        filed(person)
        note(person, effort)

        note(person, effort, result=Result(outcome=Outcome.EMPLOYED, interview=True))

        assert selectors.results_of([effort])[effort.pk].outcome is Outcome.EMPLOYED
        assert [row["outcome"] for row in personal_data.export_results(person.pk)] == ["rejected", "employed"]

    @pytest.mark.parametrize(
        "result",
        [
            Result(outcome=Outcome.REJECTED, interview=False),
            Result(outcome=Outcome.PENDING, interview=False, rejection_reason="Too far"),
        ],
    )
    def test_asks_for_a_reason_with_a_refusal_only(self, person, result):
        with pytest.raises(services.EffortIncomplete):
            note(person, EffortFactory(person=person), result=result)

    def test_changes_nothing_when_one_is_somebody_elses(self, person):
        mine = EffortFactory(person=person)

        with pytest.raises(Hidden):
            note(person, mine, EffortFactory())

        assert set(Effort.objects.values_list("outcome", flat=True)) == {"pending"}

    def test_refuses_none(self, person):
        with pytest.raises(services.NoEffortChosen):
            note(person)

    def test_is_refused_by_the_table_without_reason(self, person):
        effort = EffortFactory(person=person)

        with pytest.raises(IntegrityError, match="a_later_refusal"), transaction.atomic():
            LaterResult.objects.create(
                person=person, effort=effort, outcome="rejected", noted_at=NOON, noted_by=person.user, presence="alone"
            )


class TestPage:
    def test_notes_one_answer_for_many(self, client, person):
        efforts = EffortFactory.create_batch(3, person=person)
        answers = {
            "efforts": [efforts[0].pk, efforts[1].pk],
            "outcome": "rejected",
            "rejection_reason": "Position filled",
        }

        page = client.post(PAGE, answers, follow=True).content.decode()

        assert "2 results are noted." in page
        assert [effort.company for effort in selectors.waiting_efforts(own_file(person))] == [efforts[2].company]

    def test_names_what_is_missing_and_keeps_the_answers(self, client, person):
        effort = EffortFactory(person=person)

        page = client.post(PAGE, {"efforts": [effort.pk], "outcome": "rejected"}).content.decode()

        assert page.count("Enter why you were refused.") == 2
        assert "Select at least one application." in client.post(PAGE, {"outcome": "pending"}).content.decode()

    def test_comes_with_the_one_that_a_link_names(self, client, person):
        effort = EffortFactory(person=person, outcome="employed")

        assert client.get(PAGE, {"effort": effort.pk}).context["form"]["efforts"].value() == [str(effort.pk)]
        assert client.get(PAGE, {"effort": EffortFactory().pk}).status_code == 404

    def test_says_when_nothing_waits(self, client, person):
        assert "No application waits for an answer" in client.get(PAGE).content.decode()

    def test_costs_the_same_for_one_and_for_fifty(self, client, person):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(PAGE)
            return len(queries)

        EffortFactory(person=person)
        client.get(PAGE)
        of_one = cost()
        EffortFactory.create_batch(49, person=person)

        assert cost() == of_one
