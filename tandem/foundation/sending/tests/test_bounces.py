"""Mails that come back hours later, as the servers of the world write them."""

import io
import mailbox

import pytest
from django.core.management import CommandError, call_command

from tandem.foundation.sending import bounces, services
from tandem.foundation.sending.enums import Fault, State
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.selectors import state_of
from tandem.foundation.sending.tests.moments import NOW, after

OURS = "<6f1f4c3e-7a53-4a52-9a51-5a4d5a2f2d10@tandem.example.ch>"
REPORT = """\
From: MAILER-DAEMON@mail.example.com (Mail Delivery System)
To: tandem@tandem.example.ch
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind};
\tboundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you.

--B
Content-Type: {status}

Reporting-MTA: dns; mail.example.com
Arrival-Date: Fri, 3 Apr 2026 12:00:00 +0200 (CEST)

Final-Recipient: rfc822; mila@example.com
Original-Recipient: rfc822;mila@example.com
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--B
Content-Type: {original}

{inside}
--B--
"""
MAIL = "Return-Path: <tandem@tandem.example.ch>\nMessage-ID: {id}\nSubject: Etwas\nTo: mila@example.com\n\nGuten Tag"


def report(message_id=OURS, **facts):
    """As Postfix writes it."""
    known = {
        "kind": "delivery-status",
        "status": "message/delivery-status",
        "action": "failed",
        "original": "message/rfc822",
        "inside": MAIL.format(id=message_id),
    }
    return REPORT.format(**{**known, **facts}).encode()


@pytest.mark.without_database
class TestBounced:
    @pytest.mark.parametrize(
        "facts",
        [
            {},
            {"action": "Failed"},
            {"original": "text/rfc822-headers", "inside": f"Message-ID: {OURS}\nSubject: Etwas\n"},
            {"original": "message/global-headers", "inside": f"Message-ID: {OURS}\n"},
            {"status": "message/global-delivery-status"},
            {"inside": f"Subject: folded\nMessage-ID:\n {OURS}\n\nx"},
        ],
    )
    def test_names_the_mail_that_did_not_arrive(self, facts):
        assert bounces.bounced(report(**facts)) == OURS
        assert bounces.bounced(report(**facts).replace(b"\n", b"\r\n")) == OURS

    @pytest.mark.parametrize(
        "content",
        [
            report(action="delayed"),
            report(action="relayed"),
            report(action="delivered"),
            report(kind="disposition-notification"),
            report(inside="Subject: no number\n\nx"),
            report(original="image/png"),
            MAIL.format(id=OURS).encode(),  # somebody answers
            report().replace(b"multipart/report", b"multipart/mixed"),
            report()[:300],
            b"",
            b"\xff\xfe\x00" * 50,
            report() + b" " * bounces.MAX_BYTES,
        ],
    )
    def test_is_silent_about_everything_else(self, content):
        assert bounces.bounced(content) is None


def sent(now=NOW):
    pk = services.send_mail(to="mila@example.com", subject="Etwas", text="Guten Tag", topic="tests.mail", now=now)
    services.deliver(pk, now=now)
    return pk, Outgoing.objects.get(pk=pk).reference


class TestTakeBounce:
    def test_notes_that_a_mail_did_not_arrive_after_all(self, db):
        pk, reference = sent()

        assert services.take_bounce(report(reference), now=after(minutes=90))

        assert (state_of(pk).state, state_of(pk).fault) == (State.FAILED, Fault.UNDELIVERED)

    def test_says_so_when_it_is_of_no_mail_of_ours(self, db):
        assert not services.take_bounce(report("<other@example.com>"), now=NOW)
        assert not services.take_bounce(b"Subject: Hallo\n\nGuten Tag", now=NOW)


class TestReadBounces:
    @pytest.fixture
    def box(self, tmp_path):
        return mailbox.Maildir(tmp_path / "mail", create=True)

    def read(self, box):
        out = io.StringIO()
        call_command("read_bounces", box._path, stdout=out)
        return out.getvalue()

    def test_takes_reports_out_of_a_mailbox_and_leaves_what_people_wrote(self, db, box):
        pk, reference = sent()
        box.add(report(reference))
        box.add(b"Subject: Frage\n\nKann ich vorbeikommen?")

        said = self.read(box)

        assert state_of(pk).state is State.FAILED
        assert [box.get_message(key)["Subject"] for key in box.keys()] == ["Frage"]  # noqa: SIM118 - no dict
        assert "1 mail came back" in said

    def test_needs_a_mailbox(self, tmp_path):
        with pytest.raises(CommandError, match="no Maildir"):
            call_command("read_bounces", str(tmp_path))
