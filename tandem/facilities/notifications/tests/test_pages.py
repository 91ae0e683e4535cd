import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.tests.worker import NOW, after, tell
from tandem.foundation import clock as foundation_clock
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.mandates.enums import Duration
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.mandates.types import Terms
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person(client, clock, kind):
    clock.freeze(NOW)
    person = PersonFactory(with_account=True)
    client.force_login(person.user)
    return person


def words(response):
    return " ".join(response.content.decode().split())


class TestInbox:
    def test_lists_messages_the_newest_first_and_counts_what_is_not_read(self, client, person):
        first, second = tell(person, about="1"), tell(person, now=after(hours=25))
        Message.objects.filter(pk=first.pk).update(read_at=NOW)

        said = words(client.get(reverse("notifications:inbox")))

        assert "1 message is not read yet." in said
        addresses = [reverse("notifications:message", args=[message.pk]) for message in (second, first)]
        assert said.index(addresses[0]) < said.index(addresses[1])

    def test_says_what_will_be_here(self, client, person):
        assert "Your messages will be here" in words(client.get(reverse("notifications:inbox")))

    def test_leads_to_how_she_is_reached(self, client, person):
        assert reverse("people:change", args=["reach"]) in words(client.get(reverse("notifications:inbox")))

    def test_costs_the_same_for_one_message_and_for_fifty(self, client, person):
        tell(person)
        client.get(reverse("notifications:inbox"))
        cost = cost_of(client, reverse("notifications:inbox"))
        for number in range(1, 50):
            tell(person, now=after(hours=25 * number))

        assert cost_of(client, reverse("notifications:inbox")) == cost
        assert "page=3" in words(client.get(reverse("notifications:inbox")))


def cost_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


class TestMessage:
    def test_is_read_once_she_has_opened_it(self, client, person, worker):
        message = tell(person, link=reverse("people:me"))
        worker.work()

        said = words(client.get(reverse("notifications:message", args=[message.pk])))

        assert "It takes five minutes." in said
        assert "Look at it" in said
        message.refresh_from_db()
        assert message.read_at is not None
        assert "All messages are read." in words(client.get(reverse("notifications:inbox")))

    def test_of_somebody_else_looks_like_a_missing_one(self, client, person):
        message = tell(PersonFactory(with_account=True))

        assert client.get(reverse("notifications:message", args=[message.pk])).status_code == 404
        message.refresh_from_db()
        assert message.read_at is None

    def test_stands_on_her_home_until_she_has_read_it(self, client, person):
        message = tell(person)
        assert "1 message waits for you." in words(client.get(reverse("homes:home")))

        client.get(reverse("notifications:message", args=[message.pk]))

        assert "waits for you." not in words(client.get(reverse("homes:home")))


class TestMessagesReadByAHelper:
    def as_helper(self, client, clock, reach):
        clock.freeze(NOW)
        helper, person = a_helper(), a_person()
        granted(person, helper, Terms({Purpose.MESSAGES: reach}, Duration.SIX_MONTHS), now=foundation_clock.now())
        from tandem.identity.accounts.models import User  # noqa: PLC0415 - an account by number

        client.force_login(User.objects.get(pk=helper.user_id))
        return person

    def test_leave_a_line_in_her_ledger_and_stay_unread(self, client, clock, kind):
        person = self.as_helper(client, clock, Reach.READ)
        message = tell(person)

        answers = [
            client.get(reverse("notifications:inbox_of", args=[person.pk])),
            client.get(reverse("notifications:message_of", args=[person.pk, message.pk])),
        ]

        assert [answer.status_code for answer in answers] == [200, 200]
        message.refresh_from_db()
        assert message.read_at is None
        looked = LedgerEntry.objects.filter(person=person, verb="access.open_file", purpose=Purpose.MESSAGES)
        assert looked.count() >= 1

    def test_are_shut_to_a_mandate_that_does_not_reach_so_far(self, client, clock, kind):
        person = self.as_helper(client, clock, Reach.BE_PRESENT)

        assert client.get(reverse("notifications:inbox_of", args=[person.pk])).status_code == 404
