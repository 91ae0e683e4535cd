import pytest

from tandem.facilities.notifications.tests.worker import Worker, a_kind, use
from tandem.foundation.sending import carriers
from tandem.foundation.sending.enums import Fault
from tandem.foundation.sending.gateways import mail
from tandem.foundation.sending.types import Undelivered


@pytest.fixture
def worker():
    return Worker()


@pytest.fixture
def kind(monkeypatch):
    return use(a_kind(), monkeypatch)


class Sms:
    """A gateway that takes what it gets until it is `closed`, and may report later."""

    def __init__(self):
        self.reports, self.closed, self.taken = False, False, []

    def send(self, sms):
        if self.closed:
            raise Undelivered(Fault.REFUSED, again=False)
        self.taken.append(sms)
        return f"ref-{len(self.taken)}"


@pytest.fixture
def phones(monkeypatch):
    gateway = Sms()
    monkeypatch.setattr(carriers, "sms_gateway", lambda: gateway)
    return gateway


@pytest.fixture
def no_mail(monkeypatch):
    """Every mailbox says no."""

    def refuse(**facts):
        raise Undelivered(Fault.REFUSED, again=False)

    monkeypatch.setattr(mail, "send", refuse)
