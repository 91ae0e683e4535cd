import pytest
from django.db import IntegrityError, transaction

from tandem.foundation.sending.tests.factories import OutgoingFactory
from tandem.foundation.sending.tests.moments import NOW


class TestOutgoing:
    @pytest.mark.parametrize(
        ("facts", "constraint"),
        [
            ({"kind": "pigeon"}, "only_a_mail_has_a_subject"),
            ({"state": "lost", "next_attempt_at": None}, "failed_message_says_why|says_to_whom"),
            ({"next_attempt_at": None}, "waits_for_an_attempt"),
            ({"failed": True, "next_attempt_at": NOW}, "waits_for_an_attempt"),
            ({"failed": True, "started_at": NOW}, "waits_for_an_attempt"),
            ({"failed": True, "fault": ""}, "failed_message_says_why"),
            ({"sent": True, "fault": "busy"}, "failed_message_says_why"),
            ({"sent": True, "sent_at": None}, "sent_message_says_when"),
            ({"sent": True, "delivered_at": NOW}, "delivered_message_says_when"),
            ({"sent": True, "state": "delivered", "recipient": "", "body": ""}, "delivered_message_says_when"),
            ({"sent": True, "state": "delivered", "delivered_at": NOW}, "says_to_whom"),
            ({"recipient": ""}, "says_to_whom"),
            ({"subject": "Your code"}, "only_a_mail_has_a_subject"),
            ({"letter": True, "body": "Your code"}, "only_a_mail_has_a_subject"),
            ({"mail": True, "attachment": "outgoing/x.pdf"}, "only_a_mail_has_a_subject"),
        ],
    )
    def test_that_makes_no_sense_is_refused_by_the_database(self, facts, constraint):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            OutgoingFactory(**facts)
