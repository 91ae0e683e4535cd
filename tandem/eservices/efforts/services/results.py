"""What became of applications: one verb for one and for many, before and after they were filed."""

import datetime
from collections.abc import Collection

from django.db import transaction

from tandem.eservices.efforts.enums import Gap, Outcome
from tandem.eservices.efforts.models import Effort, LaterResult
from tandem.eservices.efforts.selectors import due_dates, own_file
from tandem.eservices.efforts.services._common import in_transmission, record_about, stamp, user_of
from tandem.eservices.efforts.services.refusals import EffortIncomplete, NoEffortChosen
from tandem.eservices.efforts.types import Result
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting


@transaction.atomic
def note_results(acting: Acting, *, effort_ids: Collection[int], result: Result, now: datetime.datetime) -> int:
    """Say where these applications stand; all or none. Returns how many.

    What is not filed yet is corrected; beside what is filed a new fact is written, and the payload stays as it was
    sent. Raises NoEffortChosen, EffortIncomplete (a refusal without reason, a reason without refusal), Hidden when one
    of them is not hers.
    """
    person_id = own_file(acting)
    if not effort_ids:
        raise NoEffortChosen
    _check(result)
    efforts = list(Effort.objects.of(person_id).filter(pk__in=effort_ids).select_for_update().order_by("pk"))
    if len(efforts) != len(set(effort_ids)):
        raise Hidden
    due = due_dates(person_id, {month_of(effort.applied_on) for effort in efforts})
    for effort in efforts:
        if effort.is_filed or in_transmission(effort, due[month_of(effort.applied_on)], day_of(now)):
            later = LaterResult.objects.create(
                person_id=person_id,
                effort=effort,
                outcome=result.outcome,
                interview=result.interview,
                rejection_reason=result.rejection_reason,
                noted_at=now,
                noted_by_id=user_of(acting),
                presence=acting.presence,
            )
            record_about(acting, "efforts.note_result", later, now)
        else:
            said = {
                "outcome": result.outcome,
                "interview": result.interview,
                "rejection_reason": result.rejection_reason,
                **stamp(acting, now),
            }
            for field, value in said.items():
                setattr(effort, field, value)
            effort.save(update_fields=list(said))
            record_about(acting, "efforts.change_effort", effort, now)
    return len(efforts)


def _check(result: Result) -> None:
    is_refusal = result.outcome == Outcome.REJECTED
    if is_refusal and not result.rejection_reason:
        raise EffortIncomplete([("rejection_reason", Gap.REASON_MISSING)])
    if not is_refusal and result.rejection_reason:
        raise EffortIncomplete([("rejection_reason", Gap.REASON_WITHOUT_REFUSAL)])
