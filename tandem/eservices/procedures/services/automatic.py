"""Filing by the platform in the night after the due day, for procedures that are declared so (ADR 0073)."""

import datetime

from django.db import transaction
from django.utils import translation

from tandem.eservices.procedures import registry, rules
from tandem.eservices.procedures.filing import write_filing
from tandem.eservices.procedures.locking import locked
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.refusals import AlreadyFiled
from tandem.eservices.procedures.review import compose
from tandem.eservices.procedures.selectors.nightly import drafts_to_file
from tandem.eservices.procedures.sheet import current_answers, load
from tandem.eservices.procedures.wording import FILE_AUTOMATICALLY
from tandem.foundation.clock import day_of
from tandem.foundation.queue import enqueue_once_on_commit
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.services import file_to_act_on
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary

# The job that files one draft.
FILE_DUE = "procedures.file_due"


@transaction.atomic
def file_all_due(acting: Acting, *, now: datetime.datetime) -> int:
    """Ask for one job for each draft that the law has the platform file; returns their number.

    One job each, so that a draft that cannot be filed holds up no other; asked again every time, so that a missed
    night is caught up. Raises Hidden for everybody but the platform.
    """
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    found = drafts_to_file(now=now)
    for draft_id in found:
        enqueue_once_on_commit(FILE_DUE, draft_id=draft_id)
    return len(found)


@transaction.atomic
def file_due(acting: Acting, *, draft_id: int, now: datetime.datetime) -> Filing | None:
    """`file_automatically` for one of them, whoever's it is. None when somebody has filed or removed it meanwhile."""
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    draft = Draft.objects.open().filter(pk=draft_id).first()
    if draft is None:
        return None
    purpose = registry.get(draft.key, draft.version).purpose
    try:
        return file_automatically(
            file_to_act_on(acting, draft.person_id, purpose, now=now), draft_id=draft_id, now=now
        )
    except AlreadyFiled:
        return None


@transaction.atomic
def file_automatically(acting: Acting, *, draft_id: int, now: datetime.datetime) -> Filing | None:
    """What the law's platform does after the due date: file what was there when it ended, in the person's language.

    For the platform itself, and a procedure that is declared so. It counts as received on the due day, whenever the
    job runs; what was answered later is left out and stays in the draft's history. None while it is not due, for what
    was begun after the due day, for a correction, and when nobody had answered anything. Raises AlreadyFiled, Hidden.
    """
    draft, procedure = locked(acting, draft_id, FILE_AUTOMATICALLY)
    if acting.capacity is not Capacity.SYSTEM or not procedure.automatic_filing:
        raise Hidden
    if draft.corrects is not None:
        return None
    with translation.override(person_summary(acting).language):
        due_on = load(acting, draft, now=now, written={}).window.due_on
        began_on = day_of(draft.began_at)
        if due_on is None or not rules.is_for_the_platform(due_on=due_on, began_on=began_on, today=day_of(now)):
            return None
        sheet = load(acting, draft, now=now, written=current_answers(draft.pk, last_day=due_on))
        if not (sheet.written or sheet.annex):
            return None
        return write_filing(
            sheet, compose(sheet), verb=FILE_AUTOMATICALLY, now=now, received_on=due_on, automatic=True
        )
