"""What an operator does on the day on which a gateway was down."""

import io

import pytest
from django.core.management import CommandError, call_command

from tandem.foundation.sending.enums import Fault, State
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.tests.factories import OutgoingFactory


def send_again(*arguments):
    call_command("send_again", *arguments, stdout=(said := io.StringIO()))
    return said.getvalue()


def states():
    return list(Outgoing.objects.order_by("pk").values_list("state", flat=True))


class TestSendAgain:
    def test_says_what_failed_by_topic_and_names_nobody(self):
        OutgoingFactory.create_batch(2, failed=True, topic="accounts.news", fault=Fault.UNREACHABLE)
        OutgoingFactory(failed=True, topic="accounts.code")
        OutgoingFactory(topic="accounts.code")

        said = [line.split() for line in send_again().splitlines()]

        assert said == [["1", "sms", "accounts.code", "refused"], ["2", "sms", "accounts.news", "unreachable"]]

    def test_sends_one_topic_and_leaves_what_may_have_arrived(self):
        OutgoingFactory(failed=True, topic="accounts.news", fault=Fault.UNREACHABLE)
        OutgoingFactory(failed=True, topic="accounts.news", fault=Fault.UNCLEAR)
        OutgoingFactory(failed=True, topic="accounts.code")

        assert "1 messages" in send_again("--topic", "accounts.news")
        assert states() == [State.QUEUED, State.FAILED, State.FAILED]

        assert "1 messages" in send_again("--topic", "accounts.news", "--unclear")
        assert states() == [State.QUEUED, State.QUEUED, State.FAILED]

    def test_leaves_what_was_wiped(self):
        OutgoingFactory(failed=True, topic="accounts.news", recipient="", body="")

        assert "Nothing has failed" in send_again()

    def test_names_the_topics_there_are(self):
        OutgoingFactory(failed=True, topic="accounts.news")

        with pytest.raises(CommandError, match=r"Topics: accounts\.news"):
            send_again("--topic", "accounts.nws")
