"""Sending a form: by the person, or by whoever may for her."""

import dataclasses
import datetime

from django.db import transaction
from django.utils import translation

from tandem.eservices.procedures import signals
from tandem.eservices.procedures.announce import announce
from tandem.eservices.procedures.filing import write_filing
from tandem.eservices.procedures.locking import locked, note
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.refusals import AnswersChanged
from tandem.eservices.procedures.review import compose
from tandem.eservices.procedures.services.checks import raise_unless_ready
from tandem.eservices.procedures.sheet import load
from tandem.eservices.procedures.types import FORM
from tandem.eservices.procedures.wording import ASK, FILE, NOTE_NO, TAKE_QUESTION_BACK
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Capacity
from tandem.identity.access.selectors import as_it_was_read
from tandem.identity.access.services import require_reason, require_signature
from tandem.identity.access.types import Acting


@transaction.atomic
def ask_confirmation(acting: Acting, *, draft_id: int, seen: str, now: datetime.datetime) -> Draft:
    """A form is ready; whoever made it ready may not send it alone, and asks the person to.

    For a mandate that reaches "send with confirmation", or only "prepare". Raises what `file` raises.
    """
    draft, procedure = locked(acting, draft_id, ASK)
    sheet = load(acting, draft, now=now)
    raise_unless_ready(sheet, day_of(now))
    if compose(sheet).seen != seen:
        raise AnswersChanged
    draft.asked_at, draft.asked_by_id = now, acting.user_id
    draft.save(update_fields=["asked_at", "asked_by"])
    note(acting, ASK, procedure, draft, now)
    announce(signals.confirmation_asked, draft_id=draft.pk)
    return draft


@transaction.atomic
def close_question(acting: Acting, *, draft_id: int, now: datetime.datetime) -> None:
    """Nobody waits for the person's yes any more: she has said no, or whoever asked took it back. The form stays.

    By her, by whoever may prepare it, or by the platform that took note of her no. Raises AlreadyFiled, Hidden.
    """
    verb = NOTE_NO if acting.capacity is Capacity.SYSTEM else TAKE_QUESTION_BACK
    draft, procedure = locked(acting, draft_id, verb)
    if draft.asked_at is None:
        return
    draft.asked_at = draft.asked_by = None
    draft.save(update_fields=["asked_at", "asked_by"])
    note(acting, verb, procedure, draft, now)


@transaction.atomic
def file(
    acting: Acting, *, draft_id: int, seen: str, language: Language, now: datetime.datetime, late_reason: str = ""
) -> Filing:
    """File a form: from then on nobody can change it, and the person holds a receipt.

    `seen` is the fingerprint of the last page (`review.Review.seen`) in `language`. Late is allowed where the window
    says so, and dated; `late_reason` goes along. Raises Incomplete, Contradicted, DocumentMissing, AnswersChanged,
    NotOpenYet, TooLate, AlreadyFiled; Hidden for whoever may not send, or not without the person's confirmation
    (`ask_confirmation`); ReasonNeeded for a helper who is alone and has not said why; SignatureNeeded where
    nothing else is wrong (`factors.services.sign`).
    """
    require_reason(acting)
    draft, _ = locked(acting, draft_id, FILE)
    with translation.override(language):
        sheet = load(acting, draft, now=now)
        as_read = as_it_was_read(acting, FORM, str(draft_id), has=sheet.person.has)
        sheet = dataclasses.replace(sheet, file=as_read)
        raise_unless_ready(sheet, day_of(now))
        review = compose(sheet)
        if review.seen != seen:
            raise AnswersChanged
        require_signature(acting)
        return write_filing(sheet, review, verb=FILE, now=now, late_reason=late_reason.strip())
