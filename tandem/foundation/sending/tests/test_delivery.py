import datetime
import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from structlog.testing import capture_logs

from tandem.foundation.sending import services
from tandem.foundation.sending.enums import Fault, State
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.selectors import state_of
from tandem.foundation.sending.signals import settled
from tandem.foundation.sending.tests.factories import PDF, OutgoingFactory
from tandem.foundation.sending.tests.moments import ADDRESS, NOW, after, jobs, send_code
from tandem.foundation.sending.types import Delivery, Undelivered
from tandem.foundation.testing.worker import do_waiting_jobs


class TestDeliver:
    def test_sends_once_and_forgets_what_it_sent(self, gateway):
        pk = send_code()

        services.deliver(pk, now=NOW)
        services.deliver(pk, now=after(minutes=1))

        assert [(sms.to, sms.text) for sms in gateway.taken] == [("+41791234567", "Your code is 482913.")]
        sent = Outgoing.objects.get()
        assert (sent.state, sent.sent_at, sent.recipient, sent.body) == (State.SENT, NOW, "", "")

    def test_sends_a_mail_as_it_was_written(self, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        pk = services.send_mail(
            to="mila@example.ch",
            subject="Ihr Code für Tandem",
            text="Ihr Code: 482913",
            topic="accounts.code",
            now=NOW,
        )

        services.deliver(pk, now=NOW)

        (sent,) = mail.outbox
        assert (sent.to, sent.subject, sent.body) == (["mila@example.ch"], "Ihr Code für Tandem", "Ihr Code: 482913")
        assert state_of(pk).state == State.SENT
        assert Outgoing.objects.get().subject == ""

    def test_hands_a_letter_to_the_printer_and_removes_it(self, settings, django_capture_on_commit_callbacks):
        pk = services.send_letter(address=ADDRESS, pdf=PDF, topic="accounts.codes", now=NOW)
        name = Outgoing.objects.get().attachment.name

        with django_capture_on_commit_callbacks(execute=True):
            services.deliver(pk, now=NOW)

        printed = list(Path(settings.LETTERS_DIR).glob("2026-04-02/*.pdf"))
        assert [path.read_bytes() for path in printed] == [PDF]
        assert not default_storage.exists(name)
        assert Outgoing.objects.get().recipient == ""

    def test_keeps_the_content_while_it_is_not_known_to_have_arrived(self, gateway):
        gateway.reports = True
        pk = send_code()

        services.deliver(pk, now=NOW)

        assert Outgoing.objects.get().body == "Your code is 482913."
        assert state_of(pk) == Delivery(State.SENT, fault=None, may_retry=False)

    def test_tries_again_with_growing_patience_and_then_says_that_it_failed(self, gateway):
        gateway.answers = [Undelivered(Fault.BUSY, again=True) for _ in range(9)]
        pk, moment, waits = send_code(), NOW, []
        while state_of(pk).state == State.QUEUED:
            services.deliver(pk, now=moment)
            due = Outgoing.objects.get().next_attempt_at
            waits += [(due - moment) // datetime.timedelta(minutes=1)] if due else []
            moment = due

        assert waits == [1, 3, 6]
        assert len(gateway.taken) == 4
        assert {sms.key for sms in gateway.taken} == {str(Outgoing.objects.get().key)}
        assert state_of(pk) == Delivery(State.FAILED, fault=Fault.BUSY, may_retry=True)

    def test_waits_until_the_next_attempt_is_due(self, gateway):
        gateway.answers = [Undelivered(Fault.BUSY, again=True)]
        pk = send_code()
        services.deliver(pk, now=NOW)

        services.deliver(pk, now=after(seconds=59))

        assert len(gateway.taken) == 1

    @pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.UNCLEAR])
    def test_gives_up_at_once_where_another_attempt_cannot_help_or_may_be_a_second_copy(self, gateway, fault):
        gateway.answers = [Undelivered(fault, again=False)]
        pk = send_code()

        services.deliver(pk, now=NOW)

        assert state_of(pk) == Delivery(State.FAILED, fault=fault, may_retry=True)

    def test_logs_neither_the_recipient_nor_the_text(self, gateway):
        gateway.answers = [Undelivered(Fault.REFUSED, again=False)]

        with capture_logs() as logs:
            services.deliver(send_code(), now=NOW)

        assert [entry["event"] for entry in logs] == ["outgoing_not_sent", "outgoing_settled"]
        assert not re.search(r"\+41|482913", str(logs))


class TestAWorkerThatDies:
    """The gateway was asked, and nobody noted its answer."""

    @pytest.fixture
    def pk(self, gateway):
        gateway.answers = [KeyboardInterrupt()]
        pk = send_code()
        with pytest.raises(KeyboardInterrupt):
            services.deliver(pk, now=NOW)
        return pk

    def test_does_not_make_the_next_one_send_a_second_copy(self, gateway, pk):
        services.deliver(pk, now=after(minutes=1))
        services.catch_up(after(minutes=2))
        services.deliver(pk, now=after(minutes=2))

        assert len(gateway.taken) == 1
        assert state_of(pk).state == State.QUEUED

    def test_leaves_a_message_that_is_shown_as_unclear_and_sent_again_when_asked(self, gateway, pk):
        services.catch_up(after(minutes=4))
        assert state_of(pk) == Delivery(State.FAILED, fault=Fault.UNCLEAR, may_retry=True)

        services.retry(pk, now=after(minutes=5))
        services.deliver(pk, now=after(minutes=5))

        assert state_of(pk).state == State.SENT
        assert len({sms.key for sms in gateway.taken}) == 1  # a gateway that knows the key sends one copy even now


class TestCatchUp:
    def test_asks_for_what_is_due_and_nothing_else(self):
        due = OutgoingFactory(created_at=NOW)
        OutgoingFactory(created_at=NOW, next_attempt_at=after(minutes=3))
        OutgoingFactory(created_at=NOW, started_at=NOW)
        OutgoingFactory(created_at=NOW, sent=True)

        services.catch_up(after(minutes=1))

        assert jobs() == [{"outgoing_id": due.pk}]

    def test_gives_up_what_waited_for_days(self):
        waiting = OutgoingFactory(created_at=NOW)

        services.catch_up(after(days=3, seconds=1))

        assert state_of(waiting.pk).fault == Fault.TOO_LATE
        assert jobs() == []


class TestForget:
    def test_stumbles_over_no_row_whose_key_is_lost(self, settings):
        settings.SECRET_KEYS_AT_REST = [Fernet.generate_key().decode()]
        lost = OutgoingFactory(created_at=after(days=-4))
        failed = OutgoingFactory(created_at=after(days=-4), failed=True)
        settings.SECRET_KEYS_AT_REST = [Fernet.generate_key().decode()]

        services.catch_up(NOW)
        services.forget(NOW)

        assert state_of(lost.pk).fault == Fault.TOO_LATE
        assert state_of(failed.pk) == Delivery(State.FAILED, fault=Fault.REFUSED, may_retry=False)

    def test_wipes_what_need_not_be_sent_again_and_removes_old_rows(self):
        young = OutgoingFactory(created_at=after(days=-2), failed=True)
        failed = OutgoingFactory(created_at=after(days=-4), failed=True)
        sent = OutgoingFactory(created_at=after(days=-4), sent=True)
        OutgoingFactory(created_at=after(days=-31), sent=True)

        services.forget(NOW)

        left = {message.pk: message.recipient for message in Outgoing.objects.all()}
        assert left == {young.pk: young.recipient, failed.pk: "", sent.pk: ""}
        assert state_of(failed.pk).may_retry is False

    def test_removes_the_letter_of_a_wiped_row(self, django_capture_on_commit_callbacks):
        letter = OutgoingFactory(letter=True, failed=True, created_at=after(days=-4))

        with django_capture_on_commit_callbacks(execute=True):
            services.forget(NOW)

        assert not default_storage.exists(letter.attachment.name)

    def test_removes_letters_whose_row_was_never_written(self, clock):
        clock.freeze(after(days=-2))
        orphan = default_storage.save("outgoing/orphan.pdf.sealed", ContentFile(b"x"))
        waiting = OutgoingFactory(letter=True, created_at=NOW)
        clock.freeze(NOW)
        young = default_storage.save("outgoing/young.pdf.sealed", ContentFile(b"x"))

        services.forget(NOW)

        there = [default_storage.exists(name) for name in (orphan, waiting.attachment.name, young)]
        assert there == [False, True, True]


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_was_committed(gateway):
    pk = send_code()

    do_waiting_jobs()

    assert [sms.to for sms in gateway.taken] == ["+41791234567"]
    assert state_of(pk).state == State.SENT


class TestSettled:
    def test_is_told_in_the_transaction_that_notes_it(self, gateway):
        told = []

        def receiver(sender, outgoing_id, **_later):
            told.append((outgoing_id, state_of(outgoing_id).state))

        settled.connect(receiver)
        try:
            gateway.answers = [Undelivered(Fault.BUSY, again=True), Undelivered(Fault.REFUSED, again=False)]
            pk = send_code()
            services.deliver(pk, now=NOW)
            services.deliver(pk, now=after(minutes=1))
        finally:
            settled.disconnect(receiver)

        assert told == [(pk, State.FAILED)]  # not for an attempt that is repeated
