"""What the helper puts beside a field, and what the person makes of it."""

import datetime

from django.db import transaction

from tandem.assistance.sessions import selectors, signals
from tandem.assistance.sessions.announce import announce
from tandem.assistance.sessions.enums import MarkKind, Side
from tandem.assistance.sessions.models import WORDS_LENGTH, AssistedSession, Mark
from tandem.assistance.sessions.steps import entered, note, opened
from tandem.assistance.sessions.wording import CLOSE_MARK, MARK
from tandem.foundation.live import publish
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting


@transaction.atomic
def mark(
    acting: Acting,
    *,
    session_id: int,
    page: str,
    field: str = "",
    kind: MarkKind,
    words: str = "",
    now: datetime.datetime,
) -> Mark:
    """The helper points at a field of a page that both see, leaves a hint beside it, or asks something.

    `page` is its address without the language. Without a `field` it is about the page as a whole. A newer point takes
    the place of the one before. Raises NotThere, AlreadyOver; Hidden for the person's side, for a page that is not
    part of the session and for a field that it does not have.
    """
    session, side = opened(acting, session_id, now)
    shown = selectors.shown(acting, session, page, now=now) if side is Side.HELPER else None
    if shown is None or (field not in shown.fields if field or kind is MarkKind.POINT else False):
        raise Hidden
    if kind is MarkKind.POINT:
        session.marks.filter(kind=MarkKind.POINT, closed_at=None).update(closed_at=now)
    made = Mark.objects.create(
        session=session,
        page=shown.fields[field] if field else shown.page,
        field=field,
        kind=kind,
        words="" if kind is MarkKind.POINT else words.strip()[:WORDS_LENGTH],
        made_at=now,
    )
    if kind is not MarkKind.POINT:  # a finger on the page is no act; words that stay are
        note(acting, MARK, session, now)
    publish(session.topic, "point" if kind is MarkKind.POINT else "mark", {"field": field, "by": side.value})
    announce(signals.session_changed, session, now)
    return made


@transaction.atomic
def close_mark(acting: Acting, *, session_id: int, mark_id: int, answer: str = "", now: datetime.datetime) -> Mark:
    """The person has read it, or answers a question. Raises AlreadyOver, Hidden."""
    session, side = entered(acting, session_id, now)
    found = session.marks.filter(pk=mark_id, closed_at=None).order_by("pk").first()
    if side is not Side.PERSON or found is None:
        raise Hidden
    found.closed_at = now
    found.answer = answer.strip()[:WORDS_LENGTH] if found.kind == MarkKind.QUESTION else ""
    found.save(update_fields=["closed_at", "answer"])
    if found.kind != MarkKind.POINT:
        note(acting, CLOSE_MARK, session, now)
    publish(session.topic, "mark", {"field": found.field, "by": side.value})
    return found


def note_page(acting: Acting, *, session: AssistedSession, page: str) -> None:
    """The side that types has opened a page ("efforts/2026-11/"): the other side follows."""
    if page == session.at_page:
        return
    AssistedSession.objects.open().filter(pk=session.pk).update(at_page=page)
    publish(session.topic, "moved", {})
    session.at_page = page
