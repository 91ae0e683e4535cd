import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.foundation import secrets
from tandem.foundation.sending import rules, services
from tandem.foundation.sending.enums import Fault, State
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.selectors import state_of
from tandem.foundation.sending.tests.factories import PDF, OutgoingFactory
from tandem.foundation.sending.tests.moments import ADDRESS, NOW, after, jobs, send_code
from tandem.foundation.sending.types import Delivery


class TestSendSms:
    def test_writes_a_row_and_a_job_that_holds_nothing_but_its_number(self, gateway):
        pk = send_code()

        assert state_of(pk).state == State.QUEUED
        assert jobs() == [{"outgoing_id": pk}]
        assert gateway.taken == []

    def test_that_somebody_waits_for_leaves_before_all_others(self):
        send_code()
        services.send_sms(to="+41791234567", text="482913", topic="factors.code", now=NOW, urgent=True)

        priorities = ProcrastinateJob.objects.order_by("pk").values_list("priority", flat=True)
        assert priorities[0] < priorities[1]

    def test_leaves_nothing_when_the_transaction_is_rolled_back(self):
        with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - the block is the transaction
            send_code()
            raise RuntimeError

        assert (Outgoing.objects.count(), jobs()) == (0, [])

    @pytest.mark.parametrize(
        "number", ["", "079 123 45 67", "+41 79 123 45 67", "+4179", "0041791234567", "+41791234567;"]
    )
    def test_refuses_what_is_no_number_in_e164(self, number):
        with pytest.raises(services.UnusableRecipient):
            services.send_sms(to=number, text="Your code is 482913.", topic="accounts.code", now=NOW)

    def test_refuses_a_text_that_names_a_benefit(self):
        with pytest.raises(rules.Unsendable, match="names a benefit") as refused:
            send_code("Ihre Arbeitslosenkasse hat geschrieben: 482913")

        assert "482913" not in str(refused.value)


class TestSendMail:
    @pytest.mark.parametrize(
        "address",
        [
            "",
            "mila",
            "mila@example",
            "Mila <mila@example.ch>",
            "mila@example.ch, x@example.com",
            "mila@example.ch\nBcc: x",
        ],
    )
    def test_refuses_what_is_no_single_address(self, address):
        with pytest.raises(services.UnusableRecipient):
            services.send_mail(to=address, subject="Your code", text="482913", topic="accounts.code", now=NOW)

    @pytest.mark.parametrize(
        "subject", ["Code\nBcc: x@example.ch", "Code\r\n\r\nHello", "Code\u2028x", " ", "x" * 121]
    )
    def test_refuses_a_subject_that_would_begin_another_header(self, subject):
        with pytest.raises(rules.Unsendable):
            services.send_mail(to="mila@example.ch", subject=subject, text="482913", topic="accounts.code", now=NOW)

    REVEALING = "Good day\n\nYour unemployment fund has written to you.\n"

    def test_refuses_a_beginning_that_lists_of_mails_would_show_to_a_stranger(self):
        with pytest.raises(rules.Unsendable, match="the beginning of a mail"):
            services.send_mail(
                to="mila@example.ch", subject="News", text=self.REVEALING, topic="accounts.news", now=NOW
            )
        assert not Outgoing.objects.exists()

    def test_lets_the_rest_of_a_mail_name_things(self):
        text = "Good day\n\n" + "There is news for you. " * 7 + self.REVEALING

        assert services.send_mail(to="mila@example.ch", subject="News", text=text, topic="accounts.news", now=NOW)

    def test_lets_a_mail_to_an_organisation_begin_with_its_name(self):
        facts = {
            "subject": "Your team",
            "text": "Your team at RAV Beispielstadt ...",
            "topic": "organisations.team",
        }

        assert services.send_mail(to="office@example.ch", now=NOW, to_body=True, **facts)


class TestSendLetter:
    def test_keeps_the_pdf_in_the_file_store_where_nobody_can_read_it(self):
        services.send_letter(address=ADDRESS, pdf=PDF, topic="accounts.codes", now=NOW)

        letter = Outgoing.objects.get()
        stored = letter.attachment.read()
        assert not stored.startswith(b"%PDF")
        assert secrets.decrypt_bytes(stored) == PDF
        assert letter.recipient == ADDRESS

    def test_breaks_a_line_that_is_too_wide_for_the_window(self):
        services.send_letter(address=f"{'Anna-Maria ' * 6}Arnold\n3000 Bern", pdf=PDF, topic="a.b", now=NOW)

        assert Outgoing.objects.get().recipient.split("\n") == [
            "Anna-Maria Anna-Maria Anna-Maria Anna-Maria Anna-Maria",
            "Anna-Maria Arnold",
            "3000 Bern",
        ]

    def test_reaches_somebody_whose_address_says_something(self):
        services.send_letter(address="Mila Arnold\nc/o Sozialamt\n3000 Bern", pdf=PDF, topic="a.b", now=NOW)

        assert jobs() != []

    @pytest.mark.parametrize(
        ("address", "pdf"),
        [
            (ADDRESS, b"<html>"),
            (ADDRESS, b"%PDF-" + b"x" * rules.MAX_PDF),
            ("Mila Arnold", PDF),
            ("Mila Arnold\n\n3000 Bern", PDF),
            ("\n".join("12345678"), PDF),
            ("Mila Arnold\t\n3000 Bern", PDF),
            ("\n".join(["x" * 300] * 2), PDF),
        ],
        ids=["no PDF", "too large", "one line", "empty line", "too many lines", "control sign", "too wide"],
    )
    def test_refuses_what_no_envelope_can_take(self, address, pdf):
        with pytest.raises(rules.Unsendable):
            services.send_letter(address=address, pdf=pdf, topic="accounts.codes", now=NOW)


class TestRetry:
    def test_sends_a_failed_message_again_on_the_same_day(self, gateway):
        failed = OutgoingFactory(created_at=NOW, failed=True)

        services.retry(failed.pk, now=after(hours=2))

        assert jobs() == [{"outgoing_id": failed.pk}]
        services.deliver(failed.pk, now=after(hours=2))
        assert [sms.text for sms in gateway.taken] == [failed.body]
        assert state_of(failed.pk).state == State.SENT

    def test_sends_it_once_however_often_the_button_is_pressed(self, gateway):
        failed = OutgoingFactory(created_at=NOW, failed=True)
        services.retry(failed.pk, now=after(hours=2))

        with pytest.raises(services.CannotRetry):
            services.retry(failed.pk, now=after(hours=2))

    @pytest.mark.parametrize("traits", [{}, {"sent": True}, {"failed": True, "recipient": "", "body": ""}])
    def test_refuses_what_did_not_fail_or_is_wiped(self, traits):
        message = OutgoingFactory(**traits)

        with pytest.raises(services.CannotRetry):
            services.retry(message.pk, now=after(hours=2))
        assert jobs() == []

    def test_refuses_what_never_was(self):
        with pytest.raises(services.CannotRetry):
            services.retry(4711, now=NOW)


class TestNoteDelivery:
    def test_forgets_a_message_that_arrived(self):
        sent = OutgoingFactory(created_at=NOW, sent=True, reference="m-1")

        assert services.note_delivery("m-1", state=State.DELIVERED, now=after(minutes=1))

        sent.refresh_from_db()
        assert (sent.state, sent.delivered_at, sent.recipient, sent.body) == (
            State.DELIVERED,
            after(minutes=1),
            "",
            "",
        )

    def test_shows_one_that_did_not_arrive_and_lets_it_be_sent_again(self):
        sent = OutgoingFactory(created_at=NOW, sent=True, reference="m-1")

        services.note_delivery("m-1", state=State.FAILED, now=after(minutes=1))

        assert state_of(sent.pk) == Delivery(State.FAILED, fault=Fault.UNDELIVERED, may_retry=True)

    def test_believes_a_gateway_that_an_unclear_message_arrived(self):
        unclear = OutgoingFactory(created_at=NOW, failed=True, fault=Fault.UNCLEAR, reference="m-1")

        services.note_delivery("m-1", state=State.DELIVERED, now=after(minutes=1))

        assert state_of(unclear.pk).state == State.DELIVERED

    def test_takes_nothing_back_when_a_report_comes_twice(self):
        sent = OutgoingFactory(created_at=NOW, sent=True, reference="m-1")
        services.note_delivery("m-1", state=State.DELIVERED, now=after(minutes=1))

        services.note_delivery("m-1", state=State.FAILED, now=after(minutes=2))
        services.note_delivery("m-1", state=State.DELIVERED, now=after(minutes=3))

        sent.refresh_from_db()
        assert (sent.state, sent.delivered_at) == (State.DELIVERED, after(minutes=1))

    @pytest.mark.parametrize("reference", ["m-2", ""])
    def test_knows_nothing_of_a_strange_reference(self, reference):
        OutgoingFactory(created_at=NOW, sent=True)

        assert not services.note_delivery(reference, state=State.DELIVERED, now=NOW)


def test_nothing_is_known_of_a_message_that_is_forgotten():
    assert state_of(4711) is None
