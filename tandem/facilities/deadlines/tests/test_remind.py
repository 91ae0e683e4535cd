import dataclasses

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.facilities.deadlines.models import Reminder
from tandem.facilities.deadlines.services import remind, reminding
from tandem.facilities.deadlines.tests.samples import DUE, PLATFORM, a_deadline, at
from tandem.facilities.notifications.enums import MessageState
from tandem.facilities.notifications.models import Message
from tandem.identity.own_data.tests.factories import ClosedFileFactory
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person(source):
    return PersonFactory(with_counsellor=True, email="mila@example.com")


def steps():
    return list(Reminder.objects.order_by("pk").values_list("step", flat=True))


def subjects():
    return [message.subject for message in Message.objects.order_by("pk")]


class TestRemind:
    def test_tells_each_step_once_from_opening_to_the_day_after(self, person):
        for day in range(27, 32):
            remind(PLATFORM, now=at(3, day))
        for day in range(1, 15):
            for hour in (7, 8, 17):
                remind(PLATFORM, now=at(4, day, hour))

        assert steps() == ["opens", "middle", "last_days", "last_day", "late"]
        assert [str(kind) for kind in Message.objects.order_by("pk").values_list("kind", flat=True)] == [
            "deadlines.open",
            "deadlines.open",
            "deadlines.urgent",
            "deadlines.urgent",
            "deadlines.urgent",
        ]

    def test_says_what_and_by_when(self, person):
        remind(PLATFORM, now=at(4, 5))

        [message] = Message.objects.all()
        assert message.subject == "Form for March: the last day is Tuesday 7 April 2026"
        assert message.body.startswith("Proof for March: only a few days are left.")
        assert (message.link, message.button) == ("/en/me/", "Do it now")

    def test_says_nothing_once_it_is_filed(self, person, source):
        source.filed = {person.pk}

        assert remind(PLATFORM, now=at(4, 7)) == 0

    def test_asks_once_more_about_her_right_before(self, person, source):
        source.deadlines = [a_deadline(holds=lambda _now: False)]

        assert remind(PLATFORM, now=at(4, 7)) == 0
        assert steps() == []

    def test_tells_only_what_counts_now_after_days_without_a_worker(self, person):
        remind(PLATFORM, now=at(4, 6, 22))

        assert steps() == ["last_days"]

    def test_puts_all_of_one_person_into_one_message(self, person, source):
        source.deadlines = [a_deadline(), a_deadline(key="tests.other", due_on=DUE.replace(day=20), link="/en/me/x/")]

        remind(PLATFORM, now=at(4, 7))

        assert subjects() == ["2 things to hand in, the first by Tuesday 7 April 2026"]
        assert sorted(steps()) == ["last_day", "opens"]
        assert Message.objects.get().link == ""

    def test_waits_until_a_day_after_the_last_one_of_its_kind_and_then_makes_up_for_it(self, person, source):
        remind(PLATFORM, now=at(4, 5, 12))
        source.deadlines.append(a_deadline(key="tests.other", due_on=DUE.replace(day=8)))

        assert remind(PLATFORM, now=at(4, 6, 9)) == 0
        assert remind(PLATFORM, now=at(4, 6, 13)) == 1

    def test_says_it_again_when_the_last_one_reached_her_nowhere(self, person, source):
        remind(PLATFORM, now=at(4, 5, 12))
        Message.objects.update(state=MessageState.FAILED)
        source.deadlines.append(a_deadline(key="tests.other", due_on=DUE.replace(day=8)))

        assert remind(PLATFORM, now=at(4, 6, 9)) == 1

    def test_leaves_alone_whom_no_office_and_no_fund_looks_after_and_whose_file_is_closed(self, person):
        PersonFactory(email="other@example.com")
        ClosedFileFactory(person=person)

        assert remind(PLATFORM, now=at(4, 5)) == 0

    def test_tells_the_others_when_one_fails(self, source, monkeypatch):
        first, second = (PersonFactory(with_counsellor=True, email=f"{n}@example.com") for n in "ab")
        true_tell = reminding.tell

        def tell(acting, *, person_id, **facts):
            if person_id == first.pk:
                raise RuntimeError
            return true_tell(acting, person_id=person_id, **facts)

        monkeypatch.setattr(reminding, "tell", tell)

        assert remind(PLATFORM, now=at(4, 5)) == 1
        assert list(Reminder.objects.values_list("person_id", flat=True)) == [second.pk]
        monkeypatch.undo()

    def test_goes_through_everybody_batch_by_batch(self, source, monkeypatch):
        monkeypatch.setattr(reminding, "BATCH", 2)
        for number in range(5):
            PersonFactory(with_counsellor=True, email=f"{number}@example.com")

        assert remind(PLATFORM, now=at(4, 5)) == 5
        assert source.asked == 3

    def test_finds_whom_to_tell_at_the_same_cost_for_one_and_for_fifty(self, source):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                list(reminding._due(at(4, 5)))
            return len(queries)

        PersonFactory(with_counsellor=True)
        of_one = cost()
        for _ in range(49):
            PersonFactory(with_counsellor=True)

        assert cost() == of_one
        assert len(list(reminding._due(at(4, 5)))) == 50

    def test_costs_the_same_per_person_whatever_is_due(self, source):
        def cost():
            PersonFactory(with_counsellor=True, email="mila@example.com")
            with CaptureQueriesContext(connection) as queries:
                assert remind(PLATFORM, now=at(4, 5)) == 1
            return len(queries)

        of_one = cost()
        source.deadlines = [dataclasses.replace(a_deadline(), key=f"tests.form_{letter}") for letter in "abcde"]
        Reminder.objects.all().delete()
        Message.objects.all().delete()

        # The first person is told of all five too: subtract nobody, count per person.
        with CaptureQueriesContext(connection) as queries:
            assert remind(PLATFORM, now=at(4, 5)) == 1
        assert len(queries) == of_one
