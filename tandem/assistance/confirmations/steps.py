"""What the verbs share: the lock, the step, the row in the ledger."""

import datetime
import json
from typing import Any

from tandem.assistance.confirmations import rules
from tandem.assistance.confirmations.enums import Channel, Dropped, Event, State
from tandem.assistance.confirmations.models import Act, Step
from tandem.assistance.confirmations.refusals import AlreadyAnswered
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting, system

# LPGA/ATSG 37 al. 1: the platform takes note of what the person answers to who represents her.
BY_LAW = "LPGA 37 al. 1"


def locked(act_id: int, **conditions: Any) -> Act:
    """The act, kept from everybody else until the transaction ends: of two answers one waits. Raises Hidden."""
    rows = Act.objects.select_for_update(of=("self",)).filter(pk=act_id, **conditions)
    found = rows.order_by("pk").first()
    if found is None:
        raise Hidden
    return found


def move(
    act: Act,
    event: Event,
    channel: Channel,
    *,
    now: datetime.datetime,
    dropped: Dropped | None = None,
    her_words: str = "",
    receipt_id: int | None = None,
    **facts: Any,
) -> Step:
    """Take one step of the state machine and keep what proves it. Raises AlreadyAnswered where it cannot happen."""
    state = rules.after(State(act.state), event)
    if state is None:
        raise AlreadyAnswered
    act.state = state
    if state in rules.FINAL:
        act.closed_at, act.phone_key, act.sms_asked_at = now, "", None
        act.dropped, act.her_words, act.receipt_id = dropped or "", her_words, receipt_id
    act.save()
    return step(act, event, channel, now=now, **facts)


def step(act: Act, event: Event, channel: Channel, *, now: datetime.datetime, **facts: Any) -> Step:
    return Step.objects.create(act=act, event=event, channel=channel, at=now, **facts)


def note(file: Acting, verb: str, act: Act, now: datetime.datetime) -> None:
    """The row in the person's ledger, under the purpose for which her file is open."""
    purpose = file.purpose or Purpose.HELP
    record(file, verb=verb, purpose=purpose, object_type="confirmations.Act", object_id=act.pk, now=now)


def by_platform(act: Act) -> Acting:
    """The platform with this person's file open for help, to take note of what reached it without a log-in."""
    platform = system(BY_LAW)
    return platform.concerning(act.person_id, platform.authority, Purpose.HELP)


def whose(acting: Acting) -> dict[str, Any]:
    """Who took a step, for the step itself."""
    return {"by_id": acting.user_id, "organisation_id": acting.organisation_id}


def text_of(act: Act) -> dict[str, Any]:
    """The text that was asked about; empty once it is erased."""
    found: dict[str, Any] = json.loads(act.text) if act.text else {}
    return found


def language_of(act: Act) -> Language:
    return Language(act.language)
