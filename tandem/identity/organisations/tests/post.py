"""What left the house in a test, and the code that a letter would show to whoever opens it."""

from tandem.foundation.sending.enums import Kind
from tandem.foundation.sending.models import Outgoing
from tandem.identity.organisations import codes


def sent(topic):
    """Messages about a topic, the oldest first."""
    return list(Outgoing.objects.filter(topic=topic).order_by("pk"))


def letters():
    return [row for row in Outgoing.objects.order_by("pk") if row.kind == Kind.LETTER]


def known_code(monkeypatch, code="K7QM4XWA"):
    """The next codes are this one: in a PDF nobody can read it back, and the table has only its hash."""
    monkeypatch.setattr(codes, "new_code", lambda: code)
    return code
