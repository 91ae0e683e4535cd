"""The desk's verbs for a form on paper."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import translation

from tandem.eservices.procedures.filing import write_filing
from tandem.eservices.procedures.locking import locked, note
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.refusals import NotYetReceived
from tandem.eservices.procedures.review import compose
from tandem.eservices.procedures.services.checks import raise_unless_ready
from tandem.eservices.procedures.services.drafting import open_draft, write
from tandem.eservices.procedures.sheet import load
from tandem.eservices.procedures.types import HandedOver, Saved
from tandem.eservices.procedures.wording import BEGIN_FOR_PAPER, FILE_FROM_PAPER, TYPE_FROM_PAPER
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.identity.access.types import Acting


def begin_for_paper(acting: Acting, *, key: str, subject: str = "", now: datetime.datetime) -> Draft:
    """`open_draft` at the desk, for somebody who takes the form home on paper: by whoever decides on it."""
    return open_draft(acting, key=key, subject=subject, now=now, verb=BEGIN_FOR_PAPER)


@transaction.atomic
def type_from_paper(
    acting: Acting, *, draft_id: int, values: Mapping[str, Any], seen: Mapping[str, int], now: datetime.datetime
) -> Saved:
    """`save_answers` for whoever is in charge and types what the person wrote on her sheet. Raises as it does."""
    draft, procedure = locked(acting, draft_id, TYPE_FROM_PAPER)
    return write(acting.typing(), draft, procedure, values=values, seen=seen, now=now, verb=TYPE_FROM_PAPER)


@transaction.atomic
def file_from_paper(
    acting: Acting, *, draft_id: int, received_on: datetime.date, language: Language, now: datetime.datetime
) -> Filing:
    """File what was typed from a signed sheet, as received on the day of its postmark or at the counter.

    That day decides about late, and about the window: not the day on which somebody found the time to type. The
    sentence confirmed is the one printed on the sheet, in `language`. Raises Incomplete, Contradicted, NotOpenYet,
    TooLate, NotYetReceived, AlreadyFiled, Hidden.
    """
    draft, _ = locked(acting, draft_id, FILE_FROM_PAPER)
    if received_on > day_of(now):
        raise NotYetReceived
    with translation.override(language):
        sheet = load(acting.typing(), draft, now=now)
        # What belongs to it came in the same envelope, or comes later: nobody here can say.
        raise_unless_ready(sheet, received_on, on_paper=True)
        return write_filing(sheet, compose(sheet), verb=FILE_FROM_PAPER, now=now, received_on=received_on)


@transaction.atomic
def hand_over_from_paper(
    acting: Acting, *, draft_id: int, received_on: datetime.date, language: Language, now: datetime.datetime
) -> HandedOver:
    """`file_from_paper` for a procedure whose feature keeps its own filings: it takes what was typed, and files it.

    Raises what `file_from_paper` raises, and the refusals of that feature; what was typed stays.
    """
    draft, procedure = locked(acting, draft_id, FILE_FROM_PAPER)
    if procedure.hand_over is None:
        raise ValueError(f"{procedure.key} is filed here: file_from_paper.")
    if received_on > day_of(now):
        raise NotYetReceived
    with translation.override(language):
        sheet = load(acting.typing(), draft, now=now)
        raise_unless_ready(sheet, received_on)
        done = procedure.hand_over(sheet.file, sheet.answers, sheet.context, received_on, now)
    Draft.objects.filter(pk=draft.pk).update(handed_over_id=done.receipt_id)
    note(acting, FILE_FROM_PAPER, procedure, draft, now)
    return done
