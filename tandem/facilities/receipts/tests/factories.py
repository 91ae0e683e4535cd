import base64

from tandem.facilities.receipts.services import issue_receipt
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.people.tests.factories import PersonFactory

PAYLOAD = {"month": "2026-03", "efforts": [{"company": "Muster AG"}]}
NEW_KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


def issued(person=None, *, payload=PAYLOAD, now=NOON):
    """A receipt of a form of the tests, issued by the real verb."""
    person = person or PersonFactory(with_account=True)
    return issue_receipt(acting_as(person, now=now), kind="tests.form", payload=payload, now=now)
