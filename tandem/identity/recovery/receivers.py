"""What happens elsewhere and concerns us."""

import datetime
from typing import Any

from tandem.foundation.queue import enqueue_on_commit
from tandem.identity.people import registry
from tandem.identity.people.selectors import contact_of, person_of_account
from tandem.identity.recovery import account_news
from tandem.identity.recovery.selectors import was_told_by


def tell_person(sender: object, *, user_id: int, news: str, now: datetime.datetime, **_later: Any) -> None:
    """Her account's own channels do not reach her: by post, and on her pages."""
    person_id = person_of_account(user_id)
    if person_id is None:
        return  # somebody who only works here: nobody knows another way to her
    kind = account_news.BY_LETTER if contact_of(person_id).address else account_news.ANYHOW
    registry.tell(kind, person_id=person_id, facts={"news": news}, about=f"account news {news}", now=now)


def follow(sender: object, *, outgoing_id: int, **_later: Any) -> None:
    """Something that told of a recovery left the house, or did not."""
    if was_told_by(outgoing_id):
        enqueue_on_commit("recovery.follow_notice", outgoing_id=outgoing_id)
