"""Django's mail backend against a real mail server on this machine, set up by the operators' own address line."""

from urllib.parse import quote

import pytest

from tandem.foundation.sending import services
from tandem.foundation.sending.enums import Fault, State
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.selectors import state_of
from tandem.foundation.sending.tests import mailserver
from tandem.foundation.sending.tests.moments import NOW, after
from tandem.project.settings import mail


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    return mailserver.certificate(tmp_path_factory.mktemp("mailserver"))


@pytest.fixture
def server(chain, settings, monkeypatch):
    """The server; the platform trusts its certificate and knows its password."""
    with mailserver.running(chain) as (handler, port):
        monkeypatch.setenv("SSL_CERT_FILE", str(chain))
        handler.use = lambda password=mailserver.PASSWORD: use(settings, port, password)
        handler.use()
        yield handler


def use(settings, port, password):
    for name, value in mail.from_url(f"smtp+starttls://{mailserver.USER}:{quote(password)}@127.0.0.1:{port}").items():
        setattr(settings, name, value)


def queued(html=""):
    return services.send_mail(
        to="mila@example.ch", subject="Ihr Termin", text="Grüezi", html=html, topic="tests.mail", now=NOW
    )


class TestSmtp:
    def test_carries_text_and_page_over_a_protected_line(self, server):
        pk = queued(html="<p>Grüezi</p>")

        services.deliver(pk, now=NOW)

        assert state_of(pk).state is State.SENT
        [arrived] = server.mails
        assert server.protected == [True]
        assert (arrived["To"], arrived["Subject"]) == ("mila@example.ch", "Ihr Termin")
        assert arrived.get_body(("plain",)).get_content().strip() == "Grüezi"
        assert arrived.get_body(("html",)).get_content().strip() == "<p>Grüezi</p>"

    def test_carries_lone_dots_long_lines_and_every_sign_as_they_are(self, server):
        text = "Grüezi\n.\n..\n.END\n" + "ein sehr langes Wort " * 300 + "\nŽ — ’ 𝄞 → ß\nFrom here\n" + "x" * 2_000
        subject = "Etwas zu erledigen bis Dienstag, 7. April 2026: «Žürich» — " + "ä" * 40
        pk = services.send_mail(
            to="mila@example.ch", subject=subject, text=text, html=f"<p>{text}</p>", topic="tests.mail", now=NOW
        )

        services.deliver(pk, now=NOW)

        [arrived] = server.mails
        assert arrived["Subject"] == subject
        said = [arrived.get_body((kind,)).get_content().replace("\r\n", "\n").strip() for kind in ("plain", "html")]
        assert said == [text, f"<p>{text}</p>"]
        assert (arrived["Auto-Submitted"], arrived["Message-ID"]) == (
            "auto-generated",
            Outgoing.objects.get(pk=pk).reference,
        )
        assert arrived["Date"]
        assert max(map(len, server.raw[0].split(b"\r\n"))) <= 998  # RFC 5322 2.1.1

    def test_carries_text_alone_without_a_second_part(self, server):
        services.deliver(queued(), now=NOW)

        assert server.mails[0].get_content_type() == "text/plain"

    @pytest.mark.parametrize("moment", ["on_rcpt", "on_data"])
    def test_tries_again_after_a_later_please_and_then_arrives_once(self, server, moment):
        setattr(server, moment, "450 later please")
        pk = queued()
        services.deliver(pk, now=NOW)
        assert (state_of(pk).state, state_of(pk).fault) == (State.QUEUED, Fault.BUSY)

        setattr(server, moment, mailserver.ACCEPTED)
        services.deliver(pk, now=NOW)  # too early: patience was asked for
        assert server.mails == []
        services.deliver(pk, now=after(minutes=1))

        assert state_of(pk).state is State.SENT
        assert len(server.mails) == 1

    @pytest.mark.parametrize("moment", ["on_rcpt", "on_data"])
    def test_gives_up_at_once_when_the_server_says_no(self, server, moment):
        setattr(server, moment, "550 no such mailbox")
        pk = queued()

        services.deliver(pk, now=NOW)

        assert (state_of(pk).state, state_of(pk).fault) == (State.FAILED, Fault.REFUSED)

    def test_sends_no_second_copy_when_the_line_broke_after_the_text(self, server):
        server.on_data = None
        pk = queued()

        services.deliver(pk, now=NOW)

        assert (state_of(pk).state, state_of(pk).fault) == (State.FAILED, Fault.UNCLEAR)

    def test_waits_for_somebody_to_mend_a_wrong_password(self, server):
        server.use(password="shut sesame")
        pk = queued()

        services.deliver(pk, now=NOW)

        assert (state_of(pk).state, state_of(pk).fault) == (State.QUEUED, Fault.REFUSED)
        assert server.mails == []

    def test_says_nothing_to_a_server_that_cannot_prove_who_it_is(self, server, monkeypatch):
        monkeypatch.delenv("SSL_CERT_FILE")
        pk = queued()

        services.deliver(pk, now=NOW)

        assert (state_of(pk).state, state_of(pk).fault) == (State.QUEUED, Fault.UNREACHABLE)
        assert server.mails == []

    def test_keeps_nothing_of_a_mail_that_left(self, server):
        pk = queued(html="<p>Grüezi</p>")

        services.deliver(pk, now=NOW)

        left = Outgoing.objects.get(pk=pk)
        assert (left.recipient, left.subject, left.body, left.html) == ("", "", "", "")
