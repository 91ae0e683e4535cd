import datetime

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.foundation.sending import carriers, rules, services
from tandem.foundation.sending.enums import State
from tandem.foundation.sending.models import Outgoing
from tandem.foundation.sending.selectors import state_of

NOW = datetime.datetime(2026, 4, 2, 8, 0, tzinfo=datetime.UTC)
ADDRESS = "Mila Arnold\nDorfstrasse 3\n3000 Bern"


def after(**time: float) -> datetime.datetime:
    return NOW + datetime.timedelta(**time)


def send_code(text: str = "Your code is 482913.") -> int:
    return services.send_sms(to="+41791234567", text=text, topic="accounts.code", now=NOW)


def jobs() -> list[dict]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="sending.deliver").order_by("pk")]


class Gateway:
    """Answers as the test says, and remembers what it was asked to carry."""

    def __init__(self, *, reports=False):
        self.reports = reports
        self.answers = []
        self.taken = []

    def send(self, sms):
        self.taken.append(sms)
        answer = self.answers.pop(0) if self.answers else f"ref-{len(self.taken)}"
        if isinstance(answer, BaseException):
            raise answer
        return answer


@pytest.fixture
def gateway(monkeypatch):
    gateway = Gateway()
    monkeypatch.setattr(carriers, "sms_gateway", lambda: gateway)
    return gateway


class TestSendSms:
    def test_writes_a_row_and_a_job_that_holds_nothing_but_its_number(self, gateway):
        pk = send_code()

        assert state_of(pk).state == State.QUEUED
        assert jobs() == [{"outgoing_id": pk}]
        assert gateway.taken == []

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


class TestDeliver:
    def test_sends_once_and_forgets_what_it_sent(self, gateway):
        pk = send_code()

        services.deliver(pk, now=NOW)
        services.deliver(pk, now=after(minutes=1))

        assert [(sms.to, sms.text) for sms in gateway.taken] == [("+41791234567", "Your code is 482913.")]
        sent = Outgoing.objects.get()
        assert (sent.state, sent.sent_at, sent.recipient, sent.body) == (State.SENT, NOW, "", "")
