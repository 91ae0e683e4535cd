"""The night after the due date: what was there is handed in, in time, once, whenever the worker runs."""

import datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.eservices.efforts import selectors, services, tasks
from tandem.eservices.efforts.enums import PeriodState
from tandem.eservices.efforts.models import Effort, Proof
from tandem.eservices.efforts.services import filing
from tandem.eservices.efforts.signals import proof_filed
from tandem.eservices.efforts.tests.factories import MARCH, EffortFactory, facts, filed, own_file
from tandem.facilities.notifications.models import Message
from tandem.facilities.receipts.selectors import matches
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system
from tandem.identity.people.tests.factories import PersonFactory

PLATFORM = system("OACI 26 al. 2")
# March 2026 is due on Tuesday 7 April in Zurich (Easter Monday is the 6th).
MIDNIGHT = datetime.datetime(2026, 4, 7, 22, 5, tzinfo=datetime.UTC)
EVENING = datetime.datetime(2026, 4, 7, 21, 55, tzinfo=datetime.UTC)


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, canton="ZH")


def transmit(person, now=MIDNIGHT, month=MARCH):
    return services.transmit_due(PLATFORM, person_id=person.pk, month=month, now=now)


def waiting():
    jobs = ProcrastinateJob.objects.filter(task_name=filing.FILE_DUE).order_by("id")
    return [(job.args["person_id"], job.args["month"]) for job in jobs]


class TestTransmission:
    def test_hands_in_what_was_there_with_a_receipt(self, person):
        effort = EffortFactory(person=person, company="Muster AG", written_at=EVENING)

        proof = transmit(person)

        effort.refresh_from_db()
        assert effort.proof == proof
        assert (proof.automatic, proof.filed_by, proof.is_late, proof.filed_at) == (True, None, False, MIDNIGHT)
        assert (proof.payload["automatic"], proof.payload["declaration"]) == (True, "")
        assert matches(proof.receipt, proof.payload)
        row = LedgerEntry.objects.get(person=person, verb="efforts.transmit_due")
        assert (row.capacity, row.authority_reference) == (Capacity.SYSTEM, "OACI 26 al. 2")

    def test_tells_the_person_with_the_number_of_the_receipt(self, person):
        EffortFactory(person=person)

        proof = transmit(person)

        message = Message.objects.get(person=person)
        assert proof.receipt.number in message.body
        assert message.link.endswith(f"/efforts/receipt/{proof.receipt.number}/")

    def test_finds_nothing_the_second_time(self, person):
        EffortFactory(person=person)
        transmit(person)

        assert transmit(person) is None
        assert Proof.objects.count() == 1

    def test_waits_for_the_end_of_the_due_date(self, person):
        EffortFactory(person=person)

        assert transmit(person, now=EVENING) is None

    def test_shifts_with_the_working_day(self, person, django_capture_on_commit_callbacks):
        EffortFactory(person=person)

        # In Valais, Easter Monday 2026 is no legal holiday: the 6th is the due date there.
        there = PersonFactory(with_account=True, canton="VS")
        EffortFactory(person=there)
        with django_capture_on_commit_callbacks(execute=True):
            services.transmit_all_due(PLATFORM, now=datetime.datetime(2026, 4, 6, 22, 5, tzinfo=datetime.UTC))

        assert waiting() == [(there.pk, "2026-03-01")]

    def test_is_in_time_even_when_the_worker_was_down_for_days(self, person):
        EffortFactory(person=person, written_at=EVENING)

        proof = transmit(person, now=MIDNIGHT + datetime.timedelta(days=9))

        assert not proof.is_late

    def test_leaves_what_was_written_too_late_to_the_person(self, person):
        EffortFactory(person=person, written_at=EVENING)
        late = EffortFactory(person=person, written_at=MIDNIGHT)

        proof = transmit(person, now=MIDNIGHT + datetime.timedelta(hours=1))

        late.refresh_from_db()
        assert (proof.number_of_efforts, late.proof) == (1, None)
        supplement = filed(person, now=MIDNIGHT + datetime.timedelta(hours=2), late_reason="I was ill")
        assert (supplement.sequence, supplement.is_late) == (2, True)

    def test_is_a_supplement_to_what_the_person_filed(self, person):
        EffortFactory(person=person)
        first = filed(person)
        EffortFactory(person=person, written_at=EVENING)

        proof = transmit(person)

        assert (proof.sequence, proof.payload["supplements"]) == (2, first.receipt.number)

    def test_tells_whoever_listens_after_the_commit(self, person, django_capture_on_commit_callbacks):
        EffortFactory(person=person)
        heard = []

        def listener(sender, **news):
            heard.append((news["proof_id"], news["automatic"]))

        proof_filed.connect(listener)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                proof = transmit(person)
        finally:
            proof_filed.disconnect(listener)

        assert heard == [(proof.pk, True)]

    def test_is_the_platforms_alone(self, person):
        EffortFactory(person=person)

        with pytest.raises(Hidden):
            services.transmit_due(own_file(person), person_id=person.pk, month=MARCH, now=MIDNIGHT)
        with pytest.raises(Hidden):
            services.transmit_all_due(own_file(person), now=MIDNIGHT)


class TestBetweenDueDateAndTransmission:
    """An hour at most, days when the worker is down: nobody can lose her timely effort meanwhile."""

    def test_the_month_is_being_transmitted_and_not_late(self, person):
        EffortFactory(person=person)

        found = selectors.month_of_person(own_file(person), MARCH, now=MIDNIGHT)

        assert (found.state, found.in_transmission, found.fileable) == (PeriodState.IN_TRANSMISSION, 1, 0)

    def test_an_effort_can_neither_be_changed_nor_removed(self, person):
        effort = EffortFactory(person=person)

        with pytest.raises(services.EffortInTransmission):
            services.change_effort(own_file(person), effort_id=effort.pk, facts=facts(), now=MIDNIGHT)
        with pytest.raises(services.EffortInTransmission):
            services.remove_effort(own_file(person), effort_id=effort.pk, now=MIDNIGHT)

    def test_filing_by_hand_would_make_it_late_and_is_refused(self, person):
        EffortFactory(person=person)

        with pytest.raises(services.AllInTransmission):
            filed(person, now=MIDNIGHT)


class TestEveryHour:
    def test_asks_for_one_job_for_each_person_and_month(self, person, clock, django_capture_on_commit_callbacks):
        EffortFactory.create_batch(3, person=person)
        EffortFactory(person=person, applied_on=datetime.date(2026, 2, 3), written_at=NOON.replace(month=2))
        EffortFactory(applied_on=datetime.date(2026, 4, 2))  # a month that runs
        EffortFactory(person__canton="ZH", written_at=MIDNIGHT)  # written too late
        filed(EffortFactory(person__canton="ZH").person)
        clock.freeze(MIDNIGHT)

        with django_capture_on_commit_callbacks(execute=True):
            tasks.transmit_all_due(timestamp=0)
        with django_capture_on_commit_callbacks(execute=True):
            tasks.transmit_all_due(timestamp=0)

        assert waiting() == [(person.pk, "2026-02-01"), (person.pk, "2026-03-01")]

    def test_the_job_does_it(self, person, clock):
        EffortFactory(person=person)
        clock.freeze(MIDNIGHT)

        tasks.transmit_due(person_id=person.pk, month="2026-03-01")

        assert Effort.objects.get().proof.automatic
