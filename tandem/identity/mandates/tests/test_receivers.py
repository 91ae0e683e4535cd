"""The whole way of a consent by SMS: asked by the helper, carried by the gateway, answered through its door."""

import pytest
from django.urls import reverse

from tandem.foundation.sending.description import HttpDescription, Incoming
from tandem.foundation.sending.enums import Kind
from tandem.foundation.sending.selectors import carried, unsettled
from tandem.foundation.sending.services import deliver
from tandem.identity.access.tests.factories import NOON
from tandem.identity.mandates import services
from tandem.identity.mandates.enums import State
from tandem.identity.mandates.tests.factories import PHONE, a_helper, a_person, proposed


@pytest.fixture
def person_answers(client, settings, clock):
    settings.SMS_REPORT_SECRET = "s3cret"
    settings.SMS_HTTP = HttpDescription(
        url="https://sms.example.ch/send",
        body={"to": "{to}", "text": "{text}"},
        incoming=Incoming(sender="from", text="text"),
    )

    def post(text, sender=PHONE):
        clock.freeze(NOON)
        return client.post(
            reverse("sending:sms_incoming"),
            {"from": sender, "text": text},
            content_type="application/json",
            headers={"X-Report-Secret": "s3cret"},
        ).status_code

    return post


@pytest.fixture
def mandate():
    """Asked by SMS, which the gateway has carried."""
    person, helper = a_person(), a_helper()
    mandate = proposed(person, helper)
    services.ask_by_sms(helper, mandate_id=mandate.pk, now=NOON)
    for message in unsettled(5):
        deliver(message.id, now=NOON)
    return mandate


class TestAnAnswerBySms:
    def test_grants_what_the_question_asked(self, mandate, person_answers):
        (question,) = carried(Kind.SMS, 5)
        assert question.recipient == PHONE

        assert person_answers("Yes.") == 204

        mandate.refresh_from_db()
        assert mandate.state == State.GRANTED

    def test_that_is_not_understood_grants_nothing(self, mandate, person_answers):
        assert person_answers("Wer sind Sie?") == 204

        mandate.refresh_from_db()
        assert mandate.state == State.ASKED

    def test_from_another_phone_grants_nothing(self, mandate, person_answers):
        assert person_answers("Yes", sender="+41790000001") == 204

        mandate.refresh_from_db()
        assert mandate.state == State.ASKED
