"""What the verbs share."""

import dataclasses
import datetime

from django.db.models import Model

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.selectors import due_on, gaps_of, own_file
from tandem.eservices.efforts.services.refusals import EffortFiled, EffortIncomplete, EffortInTransmission
from tandem.eservices.efforts.types import EffortFacts
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting


def user_of(acting: Acting) -> int:
    """Whoever is at the keyboard."""
    if acting.user_id is None:
        raise ValueError("acting has nobody at the keyboard: efforts are somebody's word")
    return acting.user_id


def stamp(acting: Acting, now: datetime.datetime) -> dict[str, object]:
    return {"written_by_id": user_of(acting), "presence": acting.presence, "written_at": now}


def complete(facts: EffortFacts, today: datetime.date) -> dict[str, object]:
    """The columns of an effort. Raises EffortIncomplete with all that is missing."""
    if gaps := gaps_of(facts, today=today):
        raise EffortIncomplete(gaps, facts)
    return {**dataclasses.asdict(facts), "channels": sorted(set(facts.channels))}


def in_transmission(effort: Effort, due: datetime.date, today: datetime.date) -> bool:
    """It stood when its month fell due, which is over: from then on it is the platform's to transmit."""
    return today > due and rules.stands(day_of(effort.written_at), due)


def changeable(acting: Acting, effort_id: int, now: datetime.datetime) -> Effort:
    """The effort, locked. Raises Hidden, EffortFiled, EffortInTransmission."""
    person_id = own_file(acting)
    effort = Effort.objects.of(person_id).filter(pk=effort_id).select_for_update().first()
    if effort is None:
        raise Hidden
    if effort.is_filed:
        raise EffortFiled
    if in_transmission(effort, due_on(person_id, month_of(effort.applied_on)), day_of(now)):
        raise EffortInTransmission
    return effort


def record_about(acting: Acting, verb: str, thing: Model, now: datetime.datetime) -> None:
    record(acting, verb=verb, purpose=Purpose.EFFORTS, object_type=thing._meta.label, object_id=thing.pk, now=now)
