import pytest

from tandem.foundation.sending import carriers


class Gateway:
    """Answers as the test says, and remembers what it was asked to carry."""

    def __init__(self):
        self.reports = False
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
