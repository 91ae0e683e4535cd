"""What the verbs of mandates share: the lock, the step, the row in the ledger."""

import datetime
import functools
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file, record
from tandem.identity.access.types import Acting, system
from tandem.identity.mandates import rules
from tandem.identity.mandates.enums import Channel, Duration, EndReason, Event, State
from tandem.identity.mandates.models import Mandate, Request, ShownText, Step
from tandem.identity.mandates.signals import mandate_narrowed

# LPGA/ATSG 37: the platform takes note of who represents a person, and of the end of it.
BY_LAW = "LPGA 37 al. 1"


class AlreadyAnswered(Refusal):
    message = _("This mandate has been answered or has ended already. Nothing was changed. Look at it again.")


class ConflictOfInterest(Refusal):
    message = _(
        "Somebody who works where the person's benefits are decided cannot help with a mandate. Nothing was granted. "
        "Choose another helper."
    )


class NotAHelper(Refusal):
    message = _("This person does not help here at the moment. Nothing was changed. Choose somebody else.")


def locked(mandate_id: int, **conditions: Any) -> Mandate:
    """The mandate, kept from everybody else until the transaction ends: of two answers one waits. Raises Hidden."""
    rows = Mandate.objects.select_for_update(of=("self",)).filter(pk=mandate_id, **conditions)
    found = rows.order_by("pk").first()
    if found is None:
        raise Hidden
    return found


def move(mandate: Mandate, event: Event, channel: Channel, *, now: datetime.datetime, **facts: Any) -> Step:
    """Take one step of the state machine and keep what proves it. Raises AlreadyAnswered where it cannot happen."""
    state = rules.after(State(mandate.state), event)
    if state is None:
        raise AlreadyAnswered
    mandate.state = state
    if state is State.GRANTED:
        mandate.starts_at, mandate.ends_at = now, rules.ends_at(Duration(mandate.duration), now)
    if state in rules.FINAL:
        mandate.closed_at = now
    mandate.save(update_fields=["state", "starts_at", "ends_at", "closed_at"])
    if state is not State.ASKED:
        mandate.requests.filter(closed_at=None).update(closed_at=now)
    return step(mandate, event, channel, now=now, **facts)


_NARROWING = (Event.END, Event.EXPIRE, Event.END_AREA, Event.REMOVE_HELPER)


def step(mandate: Mandate, event: Event, channel: Channel, *, now: datetime.datetime, **facts: Any) -> Step:
    if event in _NARROWING:
        news = functools.partial(mandate_narrowed.send_robust, sender=None, mandate_id=mandate.pk, at=now)
        transaction.on_commit(news, robust=True)
    return Step.objects.create(mandate=mandate, event=event, channel=channel, at=now, **facts)


def note(file: Acting, verb: str, mandate: Mandate, now: datetime.datetime) -> None:
    """The row in the person's ledger."""
    record(file, verb=verb, purpose=Purpose.MANDATES, object_type="mandates.Mandate", object_id=mandate.pk, now=now)


def by_platform(mandate: Mandate, now: datetime.datetime) -> Acting:
    """The platform with this person's file open, to take note of what reached it without anybody logged in."""
    platform = system(BY_LAW)
    return platform.concerning(mandate.person_id, platform.authority, Purpose.MANDATES)


def user_of(acting: Acting) -> int:
    """The account at the keyboard. Raises Hidden for a visitor and for the platform."""
    if acting.user_id is None:
        raise Hidden
    return acting.user_id


def whose(acting: Acting) -> dict[str, int | None]:
    """Who took a step, for the step itself."""
    return {"by_id": acting.user_id, "organisation_id": acting.organisation_id}


def official_text(mandate: Mandate) -> ShownText:
    return mandate.texts.get(is_official=True)


def open_request(mandate: Mandate, channel: Channel) -> Request | None:
    return mandate.requests.filter(channel=channel, closed_at=None).order_by("pk").first()


def end_at_once(
    mandate: Mandate, channel: Channel, reason: EndReason, *, now: datetime.datetime, **facts: Any
) -> None:
    """The mandate counts no more from this moment on. Raises AlreadyAnswered when it is over already."""
    mandate.areas.filter(ended_at=None).update(ended_at=now)
    move(mandate, Event.END, channel, reason=reason, now=now, **facts)


def file_of(acting: Acting, mandate: Mandate, now: datetime.datetime) -> Acting:
    return open_file(acting, mandate.person_id, Purpose.MANDATES, now=now)
