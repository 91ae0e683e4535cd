import datetime
import os
import re

import pytest
from django.urls import reverse

from tandem.foundation import clock as time
from tandem.foundation.sending import services
from tandem.foundation.sending.enums import State
from tandem.foundation.sending.selectors import carried, state_of
from tandem.foundation.sending.signals import sms_received
from tandem.foundation.sending.tests.factories import PDF, OutgoingFactory
from tandem.portals.demo import views

CODE = {"to": "+41791234567", "text": "Tandem: Ihr Code ist 482913.", "topic": "accounts.code"}


@pytest.fixture(autouse=True)
def _files(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = settings.OUTBOX_DIR / "mail"


@pytest.fixture
def page(client):
    """The words of the page as one line."""

    def words():
        html = client.get(reverse("demo:outbox")).content.decode()
        return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())

    return words


def send(moment=None, **changes):
    moment = moment or time.now()
    pk = services.send_sms(**(CODE | changes), now=moment)
    services.deliver(pk, now=moment)
    return pk


class TestOutbox:
    def test_is_empty_at_first(self, page):
        assert page().count("Nothing yet.") == 3

    def test_shows_each_kind_as_it_would_have_arrived(self, page):
        now = time.now()
        send()
        for pk in (
            services.send_mail(
                to="mila@example.ch", subject="Ihr Code für Tandem", text="Grüezi\nCode: 111222", topic="a.b", now=now
            ),
            services.send_letter(address="Mila Arnold\n3000 Bern", pdf=PDF, topic="a.b", now=now),
        ):
            services.deliver(pk, now=now)

        words = page()

        assert "To +41791234567" in words
        assert "Tandem: Ihr Code ist 482913." in words
        assert "Ihr Code für Tandem" in words
        assert "Grüezi Code: 111222" in words
        assert "To Mila Arnold 3000 Bern" in words

    def test_shows_the_newest_first_and_not_all_of_them(self, page, settings, monkeypatch):
        monkeypatch.setattr(views, "NEWEST", 2)
        for number in range(3):
            send(text=f"Your code is 48291{number}.")
            for path in (settings.OUTBOX_DIR / "sms").iterdir():  # the file system's clock is not the test's
                written = path.stat().st_mtime
                os.utime(path, (written - 60, written - 60))

        assert re.findall(r"\b\d{6}\b", page()) == ["482912", "482911"]

    def test_escapes_what_somebody_wrote(self, client):
        send(text="<script>alert(1)</script>")

        assert b"<script>alert" not in client.get(reverse("demo:outbox")).content

    def test_opens_a_letter(self, client):
        now = time.now()
        services.deliver(services.send_letter(address="Mila\n3000 Bern", pdf=PDF, topic="a.b", now=now), now=now)
        (letter,) = carried("letter", 1)

        answer = client.get(reverse("demo:letter", args=[letter.key]))

        assert (answer["Content-Type"], answer.content) == ("application/pdf", PDF)

    def test_knows_no_other_letter(self, client):
        address = reverse("demo:letter", args=["6f1f4c3e-7a53-4a52-9a51-5a4d5a2f2d10"])

        assert client.get(address).status_code == 404

    def test_costs_the_same_for_one_message_and_for_many(self, client, django_assert_max_num_queries):
        client.get(reverse("demo:outbox"))
        OutgoingFactory.create_batch(10, failed=True)

        with django_assert_max_num_queries(2):
            client.get(reverse("demo:outbox"))


class TestAFailedMessage:
    @pytest.fixture
    def failed(self, client):
        client.post(reverse("demo:let_sms_fail"), {"fail": "1"})
        return send()

    def test_is_shown_and_can_be_sent_again(self, failed, client, page):
        assert "Not sent The sender refused it. Send again" in page()

        client.post(reverse("demo:let_sms_fail"), {"fail": "0"})
        client.post(reverse("demo:send_again", args=[failed]))
        services.deliver(failed, now=time.now())

        assert state_of(failed).state == State.SENT
        assert "482913" in page()

    def test_stays_failed_while_sms_fail(self, failed, client, page):
        client.post(reverse("demo:send_again", args=[failed]))
        services.deliver(failed, now=time.now())

        assert state_of(failed).state == State.FAILED
        assert "482913" not in page()

    def test_cannot_be_sent_again_once_it_is_deleted(self, failed, client, page):
        services.forget(time.now() + datetime.timedelta(days=4))

        client.post(reverse("demo:send_again", args=[failed]))

        words = page()
        assert "This message cannot be sent again." in words
        assert "Its text has been deleted." in words


class TestAnswer:
    def test_to_an_sms_reaches_whoever_asked(self, client):
        heard = []

        def listen(sender, *, phone, text, **_more):
            heard.append((phone, text))

        sms_received.connect(listen)
        client.post(reverse("demo:answer"), {"sender": "+41791234567", "text": "JA"})

        assert heard == [("+41791234567", "JA")]

    def test_that_nobody_waits_for_is_no_fault(self, client):
        answer = client.post(reverse("demo:answer"), {"sender": "nobody", "text": ""}, follow=True)

        assert answer.status_code == 200
