"""The doors of an SMS gateway."""

import pytest
from django.test import Client
from django.urls import reverse

from tandem.foundation.sending.description import HttpDescription, Incoming, Reports
from tandem.foundation.sending.enums import State
from tandem.foundation.sending.selectors import state_of
from tandem.foundation.sending.signals import sms_received
from tandem.foundation.sending.tests.factories import OutgoingFactory

SECRET = {"X-Report-Secret": "s3cret"}


@pytest.fixture(autouse=True)
def _reports(settings):
    settings.SMS_REPORT_SECRET = "s3cret"
    settings.SMS_HTTP = HttpDescription(
        url="https://sms.example.ch/send",
        body={"to": "{to}", "text": "{text}"},
        reports=Reports(reference="message.id", state="message.status", delivered=["DELIVRD"], failed=["UNDELIV"]),
    )


@pytest.fixture
def sent():
    return OutgoingFactory(sent=True, reference="m-1")


@pytest.fixture
def report(client):
    def post(status="DELIVRD", reference="m-1", headers=SECRET):
        report = {"message": {"id": reference, "status": status}}
        return client.post(
            reverse("sending:sms_report"), report, content_type="application/json", headers=headers
        ).status_code

    return post


class TestSmsIncoming:
    @pytest.fixture
    def heard(self, settings):
        incoming = Incoming(sender="from", text="message.text")
        settings.SMS_HTTP = settings.SMS_HTTP.model_copy(update={"incoming": incoming})
        heard = []

        def listen(sender, *, phone, text, **_more):
            heard.append((phone, text))

        sms_received.connect(listen)
        yield heard
        sms_received.disconnect(listen)

    @pytest.fixture
    def bring(self, client):
        def post(said, headers=SECRET):
            address = reverse("sending:sms_incoming")
            return client.post(address, said, content_type="application/json", headers=headers).status_code

        return post

    def test_is_handed_to_whoever_waits_for_it(self, bring, heard):
        assert bring({"from": "41791234567", "message": {"text": "Ja"}}) == 204
        assert heard == [("41791234567", "Ja")]

    def test_is_cut_to_what_a_person_writes(self, bring, heard):
        bring({"from": "41791234567", "message": {"text": "x" * 5000}})

        assert len(heard[0][1]) == 1000

    def test_without_the_secret_looks_like_a_page_that_is_missing(self, bring, heard):
        assert bring({"from": "41791234567", "message": {"text": "Ja"}}, headers={}) == 404
        assert heard == []

    @pytest.mark.parametrize("said", ["{", "[]", '{"from": "41791234567"}', '{"message": {"text": "Ja"}}'])
    def test_of_garbage_reaches_nobody(self, bring, heard, said):
        assert bring(said) == 400
        assert heard == []

    def test_is_refused_where_none_is_expected(self, bring):
        assert bring({"from": "41791234567", "message": {"text": "Ja"}}) == 404


class TestSmsReport:
    @pytest.mark.parametrize(("status", "state"), [("DELIVRD", State.DELIVERED), ("UNDELIV", State.FAILED)])
    def test_is_noted(self, report, sent, status, state):
        assert report(status) == 204
        assert state_of(sent.pk).state == state

    def test_needs_no_token_of_a_form(self, sent):
        answer = Client(enforce_csrf_checks=True).post(
            reverse("sending:sms_report"),
            '{"message": {"id": "m-1", "status": "DELIVRD"}}',
            content_type="application/json",
            headers=SECRET,
        )

        assert answer.status_code == 204

    def test_may_come_as_a_form(self, client, settings, sent):
        reports = Reports(reference="id", state="status", delivered=["1"], failed=["2"], header="X-Token")
        settings.SMS_HTTP = settings.SMS_HTTP.model_copy(update={"reports": reports})

        answer = client.post(
            reverse("sending:sms_report"), {"id": "m-1", "status": "1"}, headers={"X-Token": "s3cret"}
        )

        assert answer.status_code == 204
        assert state_of(sent.pk).state == State.DELIVERED

    def test_that_says_nothing_yet_changes_nothing(self, report, sent):
        assert report("ENROUTE") == 204
        assert state_of(sent.pk).state == State.SENT

    def test_of_an_unknown_message_is_to_come_again(self, report, sent):
        assert report(reference="m-2") == 404

    @pytest.mark.parametrize("headers", [{}, *({"X-Report-Secret": wrong} for wrong in ("", "s3cre", "é"))])
    def test_without_the_secret_looks_like_a_page_that_is_missing(self, report, sent, headers):
        assert report(headers=headers) == 404
        assert state_of(sent.pk).state == State.SENT

    def test_is_refused_where_no_secret_is_set(self, report, sent, settings):
        settings.SMS_REPORT_SECRET = ""

        assert report(headers={"X-Report-Secret": ""}) == 404

    def test_is_refused_where_no_gateway_reports(self, report, sent, settings):
        settings.SMS_HTTP = None

        assert report() == 404

    @pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"message": 7}', '{"message": {"status": {}}}'])
    def test_of_garbage_changes_nothing(self, client, sent, body):
        answer = client.post(reverse("sending:sms_report"), body, content_type="application/json", headers=SECRET)

        assert answer.status_code == 204
        assert state_of(sent.pk).state == State.SENT
