"""What a person, or somebody with her, does with what she has noted and not filed."""

import datetime

from django.db import transaction

from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.selectors import own_file
from tandem.eservices.efforts.services._common import changeable, complete, record_about, stamp
from tandem.eservices.efforts.services.refusals import EffortChangedMeanwhile
from tandem.eservices.efforts.types import EffortFacts
from tandem.foundation.clock import day_of
from tandem.identity.access.types import Acting


@transaction.atomic
def note_effort(acting: Acting, *, facts: EffortFacts, now: datetime.datetime) -> Effort:
    """Note one application. Raises EffortIncomplete with all that is missing."""
    effort = Effort(person_id=own_file(acting), **stamp(acting, now), **complete(facts, day_of(now)))
    effort.save()
    record_about(acting, "efforts.note_effort", effort, now)
    return effort


@transaction.atomic
def note_efforts(acting: Acting, *, all_facts: list[EffortFacts], now: datetime.datetime) -> list[Effort]:
    """Note several applications, all or none. Raises EffortIncomplete for the first that is incomplete."""
    return [note_effort(acting, facts=facts, now=now) for facts in all_facts]


@transaction.atomic
def change_effort(
    acting: Acting,
    *,
    effort_id: int,
    facts: EffortFacts,
    now: datetime.datetime,
    seen: datetime.datetime | None = None,
) -> Effort:
    """Correct one application. Whoever writes last never wins silently.

    `seen` is when what the writer had before her eyes was written (None for a program, which has nothing open). Raises
    EffortFiled, EffortInTransmission, EffortIncomplete, EffortChangedMeanwhile, Hidden.
    """
    effort = changeable(acting, effort_id, now)
    written = complete(facts, day_of(now))
    is_other = any(getattr(effort, field) != value for field, value in written.items())
    if seen is not None and effort.written_at != seen and is_other:
        raise EffortChangedMeanwhile
    for field, value in {**stamp(acting, now), **written}.items():
        setattr(effort, field, value)
    effort.save()
    record_about(acting, "efforts.change_effort", effort, now)
    return effort


@transaction.atomic
def remove_effort(acting: Acting, *, effort_id: int, now: datetime.datetime) -> None:
    """Take one application away. Raises EffortFiled, EffortInTransmission, Hidden."""
    effort = changeable(acting, effort_id, now)
    record_about(acting, "efforts.remove_effort", effort, now)
    effort.delete()
