"""What the helper puts beside a question, and what the person makes of it."""

import datetime

from django.db import transaction

from tandem.assistance.sessions import signals
from tandem.assistance.sessions.announce import announce
from tandem.assistance.sessions.enums import MarkKind, Side
from tandem.assistance.sessions.models import FIELD_LENGTH, WORDS_LENGTH, AssistedSession, Mark
from tandem.assistance.sessions.steps import entered, note, opened
from tandem.assistance.sessions.wording import CLOSE_MARK, MARK
from tandem.eservices.procedures.selectors import Sheet
from tandem.foundation.live import publish
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting


@transaction.atomic
def mark(
    acting: Acting,
    *,
    session_id: int,
    sheet: Sheet,
    field: str,
    kind: MarkKind,
    words: str = "",
    now: datetime.datetime,
) -> Mark:
    """The helper points at a question of the draft at hand, leaves a hint beside it, or asks something.

    `sheet` is the draft as the helper has just opened it. A newer point takes the place of the one before. Raises
    NotThere, AlreadyOver; Hidden for the person's side, another person's draft and an unknown question.
    """
    session, side = opened(acting, session_id, now)
    step = next((one.key for one in sheet.steps if field in one.fields), None)
    if side is not Side.HELPER or sheet.draft.person_id != session.person_id or step is None:
        raise Hidden
    if kind is MarkKind.POINT:
        session.marks.filter(kind=MarkKind.POINT, closed_at=None).update(closed_at=now)
    made = Mark.objects.create(
        session=session,
        draft_id=sheet.draft.pk,
        step=step,
        field=field,
        kind=kind,
        words="" if kind is MarkKind.POINT else words.strip()[:WORDS_LENGTH],
        made_at=now,
    )
    if kind is not MarkKind.POINT:  # a finger on the page is no act; words that stay are
        note(acting, MARK, session, now)
    what = "point" if kind is MarkKind.POINT else "mark"
    publish(session.topic, what, {"field": field, "step": step, "by": Side.HELPER.value})
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
    publish(session.topic, "mark", {"field": found.field, "step": found.step})
    return found


def note_page(
    acting: Acting, *, session: AssistedSession, draft_id: int | None = None, step: str = "", page: str = ""
) -> None:
    """The side that types has opened a page: a step of a form, or another ("efforts:2026-11"). The other follows."""
    now_at = {"at_draft_id": draft_id, "at_step": step, "at_page": page}
    if all(getattr(session, name) == value for name, value in now_at.items()):
        return
    AssistedSession.objects.open().filter(pk=session.pk).update(**now_at)
    if page != session.at_page:
        publish(session.topic, "moved", {})  # a step of a form is told by the browser
    for name, value in now_at.items():
        setattr(session, name, value)


@transaction.atomic
def point(acting: Acting, *, session_id: int, field: str, now: datetime.datetime) -> None:
    """The helper points at a field of a page that is no form of the engine: said to her screen, kept nowhere.

    Raises NotThere, AlreadyOver; Hidden for the person's side.
    """
    session, side = opened(acting, session_id, now)
    if side is not Side.HELPER or not session.at_page:
        raise Hidden
    publish(session.topic, "point", {"field": field[:FIELD_LENGTH], "by": Side.HELPER.value})
