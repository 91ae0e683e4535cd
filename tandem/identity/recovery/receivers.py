"""What happens elsewhere and concerns us."""

import datetime
from typing import Any

from tandem.foundation.queue import enqueue_on_commit
from tandem.identity.people.selectors import contact_of, person_of_account
from tandem.identity.recovery.letters import send_notice
from tandem.identity.recovery.selectors import was_told_by


def write_a_letter(
    sender: object, *, user_id: int, subject: str, text: str, now: datetime.datetime, **_later: Any
) -> None:
    """Her ways to log in changed, and she has neither e-mail nor phone: she hears of it by post."""
    person_id = person_of_account(user_id)
    contact = contact_of(person_id) if person_id is not None else None
    if contact and contact.address:
        send_notice(contact, subject, text.split("\n\n"), now=now)


def follow(sender: object, *, outgoing_id: int, **_later: Any) -> None:
    """Something that told of a recovery left the house, or did not."""
    if was_told_by(outgoing_id):
        enqueue_on_commit("recovery.follow_notice", outgoing_id=outgoing_id)
