import datetime
from collections.abc import Sequence

from tandem.facilities.deadlines.messages import DOCUMENTS_MISSING, RECEIVED, TURNED_DOWN
from tandem.facilities.deadlines.types import Wording
from tandem.facilities.notifications.services import tell
from tandem.identity.access.types import Acting


def tell_received(
    acting: Acting,
    *,
    person_id: int,
    about: str,
    title: Wording,
    name: Wording,
    number: str,
    now: datetime.datetime,
    link: str = "",
    is_news: bool = False,
) -> int | None:
    """Tell a person that something she filed, or others for her, is there: also when she learns of it only so.

    `about` names it for good ("filing 12"): she is told once a day at most. `title` may be read by a stranger, `name`
    may not; both are asked for in her language. `number` is the receipt's. `is_news` as for `tell`. Returns the
    message's number, or None.
    """
    facts = {"title": title, "name": name, "number": number}
    return tell(
        acting,
        person_id=person_id,
        kind=RECEIVED.key,
        about=about,
        facts=facts,
        link=link,
        now=now,
        is_news=is_news,
    )


def tell_documents_missing(
    acting: Acting,
    *,
    person_id: int,
    about: str,
    title: Wording,
    name: Wording,
    documents: Sequence[Wording],
    due_on: datetime.date,
    now: datetime.datetime,
    link: str = "",
) -> int | None:
    """Tell a person which documents are still missing, of what, and by when. As `tell_received`."""
    facts = {"title": title, "name": name, "documents": documents, "day": due_on}
    return tell(acting, person_id=person_id, kind=DOCUMENTS_MISSING.key, about=about, facts=facts, link=link, now=now)


def tell_turned_down(
    acting: Acting,
    *,
    person_id: int,
    about: str,
    title: Wording,
    name: Wording,
    document: Wording,
    reason: str,
    due_on: datetime.date,
    now: datetime.datetime,
    link: str = "",
) -> int | None:
    """Tell a person that what she handed in is not the paper asked for, why, and by when it is. As `tell_received`.

    `reason` stands as it was written, in whatever language.
    """
    facts = {"title": title, "name": name, "document": document, "reason": reason, "day": due_on}
    return tell(acting, person_id=person_id, kind=TURNED_DOWN.key, about=about, facts=facts, link=link, now=now)
