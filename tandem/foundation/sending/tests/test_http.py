"""The client against a real server on this machine."""

import json
import socket
import time
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ImproperlyConfigured

from tandem.foundation.sending.description import HttpDescription
from tandem.foundation.sending.enums import Fault
from tandem.foundation.sending.gateways.http import LARGEST_ANSWER, HttpSmsGateway
from tandem.foundation.sending.tests import loopback
from tandem.foundation.sending.tests.carrier_contracts import KEY, SmsGatewayContract
from tandem.foundation.sending.tests.loopback import Answer
from tandem.foundation.sending.types import Sms, Undelivered

pytestmark = pytest.mark.without_database

SMS = Sms(KEY, "+41791234567", "Grüezi, your code is 482913.")


def description(url: str, **more) -> HttpDescription:
    usual = {
        "url": url,
        "headers": {"Authorization": "Bearer {secret}"},
        "body": {"messages": [{"to": "{to}", "text": "{text}", "externalId": "{key}"}]},
        "success": {"messages.0.status": "accepted"},
        "reference": "messages.0.id",
        "seconds": 2,
    }
    return HttpDescription(**(usual | more))


@pytest.fixture
def server():
    with loopback.running() as server:
        yield server


@pytest.fixture
def speak(server, settings):
    """A gateway that speaks to the server, described as usual but for `more`."""
    settings.SMS_SECRET = "s3cret"

    def make(**more):
        settings.SMS_HTTP = description(**({"url": server.url} | more))
        return HttpSmsGateway()

    return make


class TestHttpSmsGateway(SmsGatewayContract):
    @pytest.fixture
    def gateway(self, speak):
        return speak()

    @pytest.fixture
    def received(self, server):
        def read():
            sent = [json.loads(request.body)["messages"][0] for request in server.requests]
            return [(sms["to"], sms["text"]) for sms in sent]

        return read

    @pytest.fixture
    def broken(self, gateway, monkeypatch):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            nobody = f"http://127.0.0.1:{probe.getsockname()[1]}/send"
        monkeypatch.setattr(gateway, "description", description(nobody))

    def test_sends_the_secret_in_a_header_and_its_key_in_the_body(self, gateway, server):
        assert gateway.send(SMS) == "m-1"

        (request,) = server.requests
        assert (request.method, request.path) == ("POST", "/send")
        assert request.headers["Authorization"] == "Bearer s3cret"
        assert json.loads(request.body)["messages"][0]["externalId"] == KEY

    def test_speaks_in_forms_too_and_without_the_plus(self, speak, server):
        gateway = speak(encoding="form", method="PUT", body={"recipient": "{digits}", "message": "{text}"})

        gateway.send(SMS)

        (request,) = server.requests
        assert request.method == "PUT"
        assert parse_qs(request.body.decode()) == {"recipient": ["41791234567"], "message": [SMS.text]}

    def test_needs_no_words_where_none_are_promised(self, speak, server):
        server.answer = Answer(status=204, body=b"")

        assert speak(success={}, reference="").send(SMS) == KEY

    def test_reads_a_number_as_a_reference(self, speak, server):
        server.answer = Answer(body=b'{"id": 4711, "ok": true}')

        assert speak(success={"ok": "true"}, reference="id").send(SMS) == "4711"

    @pytest.mark.parametrize("status", [408, 425, 429, 503])
    def test_tries_again_later_when_asked_to(self, gateway, server, status):
        assert self.fault(gateway, server, Answer(status=status)) == (Fault.BUSY, True)

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
    def test_gives_up_when_the_gateway_says_no(self, gateway, server, status):
        assert self.fault(gateway, server, Answer(status=status)) == (Fault.REFUSED, False)

    def test_gives_up_when_the_gateway_says_no_in_a_friendly_answer(self, gateway, server):
        answer = Answer(body=b'{"messages": [{"id": "m-1", "status": "rejected"}]}')

        assert self.fault(gateway, server, answer) == (Fault.REFUSED, False)

    @pytest.mark.parametrize("status", [500, 502, 504])
    def test_does_not_repeat_what_a_stumbling_gateway_may_have_sent(self, gateway, server, status):
        assert self.fault(gateway, server, Answer(status=status)) == (Fault.UNCLEAR, False)

    @pytest.mark.parametrize(
        "answer",
        [
            Answer(body=b"<html>thank you</html>"),
            Answer(body=b""),
            Answer(body=b"\xff\xfe"),
            Answer(body=b'{"messages": [{"id": null, "status": "accepted"}]}'),
            Answer(body=b'{"messages": [{"id": "' + b"9" * 101 + b'", "status": "accepted"}]}'),
            Answer(body=b" " * (LARGEST_ANSWER + 1)),
            Answer(instead=loopback.hang_up),
        ],
        ids=["html", "nothing", "no text", "no reference", "overlong reference", "flood", "hangs up"],
    )
    def test_does_not_repeat_what_was_answered_with_garbage(self, gateway, server, answer):
        assert self.fault(gateway, server, answer) == (Fault.UNCLEAR, False)

    @pytest.mark.parametrize(
        "manner",
        [loopback.say_nothing, loopback.drip, loopback.drip_headers],
        ids=["says nothing", "drips", "drips headers"],
    )
    def test_waits_for_a_slow_gateway_only_so_long(self, speak, server, manner):
        began = time.monotonic()

        assert self.fault(speak(seconds=0.3), server, Answer(instead=manner)) == (Fault.UNCLEAR, False)
        assert time.monotonic() - began < 3

    @pytest.mark.parametrize("every", [0.05, 60], ids=["drips", "falls silent"])
    def test_waits_only_so_long_for_a_handshake_that_never_ends(self, speak, every):
        with loopback.endless_handshake(every) as url:
            began = time.monotonic()
            with pytest.raises(Undelivered) as refused:
                speak(url=url, seconds=0.3).send(SMS)

        assert (refused.value.fault, refused.value.again) == (Fault.UNREACHABLE, True)
        assert time.monotonic() - began < 3

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_follows_nobody_elsewhere(self, gateway, server, status):
        with loopback.running() as stranger:
            fault = self.fault(gateway, server, Answer(status=status, headers={"Location": stranger.url}))

        assert fault == (Fault.REFUSED, False)
        assert stranger.requests == []

    def test_takes_no_way_that_the_machine_proposes(self, gateway, server, monkeypatch):
        with loopback.running() as stranger:
            monkeypatch.setenv("http_proxy", stranger.url)
            gateway.send(SMS)

        assert (len(server.requests), stranger.requests) == (1, [])

    def test_asks_for_its_description(self, settings):
        settings.SMS_HTTP = None

        with pytest.raises(ImproperlyConfigured, match="TANDEM_SMS_HTTP"):
            HttpSmsGateway()

    def fault(self, gateway, server, answer) -> tuple[Fault, bool]:
        server.answer = answer
        with pytest.raises(Undelivered) as raised:
            gateway.send(SMS)
        return raised.value.fault, raised.value.again


class TestHttpDescription:
    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"url": "http://sms.example.ch/send"}, "must begin with https://"),
            ({"url": "https://user:word@sms.example.ch/send"}, "hold no password"),
            ({"url": "http://localhost@sms.example.ch/"}, "must begin with https://"),
            ({"method": "GET"}, "POST"),
            ({"body": {"to": "{to}"}}, "it must hold {text}"),
            ({"body": {"to": "{to}", "text": "{text}", "from": "{sender}"}}, "{sender} is unknown"),
            ({"verify": "no"}, "Extra inputs"),
            ({"seconds": 600}, "less than or equal to 60"),
        ],
    )
    def test_refuses_what_is_dangerous_or_misspelt(self, more, sentence):
        with pytest.raises(ValueError, match="validation error") as refused:
            description(**({"url": "https://sms.example.ch/send"} | more))

        assert sentence in str(refused.value)

    def test_takes_the_address_of_a_gateway(self):
        assert description("https://sms.example.ch/v1/send").reports is None
