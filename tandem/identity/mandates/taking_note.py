"""The person's word, however it arrived: the one way to the state "granted", and the short way out of it."""

import datetime
from collections.abc import Mapping

from tandem.foundation.refusals import Refusal
from tandem.identity.mandates import notices, rules
from tandem.identity.mandates.enums import Channel, EndReason, Event, Flaw, ReadingLanguage, State
from tandem.identity.mandates.holders import decides_about, helper_kind
from tandem.identity.mandates.models import Mandate, Request
from tandem.identity.mandates.steps import (
    AlreadyAnswered,
    ConflictOfInterest,
    NotAHelper,
    by_platform,
    end_at_once,
    move,
    note,
    official_text,
    open_request,
)
from tandem.identity.mandates.types import Evidence, Question

# Nobody was logged in: a message arrived.
NOBODY: Mapping[str, int | None] = {}


class NoConsent(Refusal):
    """What arrived is no consent; `flaw` says why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.label)
        self.flaw = flaw


def consent(
    mandate: Mandate,
    channel: Channel,
    *,
    is_hers: bool,
    language: ReadingLanguage,
    now: datetime.datetime,
    seen: str = "",
    signed_on: datetime.date | None = None,
    by: Mapping[str, int | None] = NOBODY,
) -> None:
    """Grant a locked mandate, once its evidence has no flaw; the one way to the state "granted".

    `seen` is the fingerprint of the official text that a page showed; a message or a paper carries the one it was
    sent with, which cannot change.

    The mandate that it renews, or that the same helper holds already, ends at this moment. Raises NoConsent,
    AlreadyAnswered, ConflictOfInterest, NotAHelper.
    """
    if mandate.state != State.ASKED:
        raise AlreadyAnswered
    official = official_text(mandate)
    request = open_request(mandate, channel)
    evidence = Evidence(
        mandate_id=mandate.pk,
        channel=channel,
        text_hash=seen or official.fingerprint,
        received_at=now,
        is_hers=is_hers,
        signed_on=signed_on,
    )
    require(rules.flaw_of(evidence, _question(request, official.fingerprint) if request else None))
    _require_helpers(mandate, now)
    for older in (
        Mandate.objects.of(mandate.person_id)
        .filter(state=State.GRANTED, structure_id=mandate.structure_id, helper_id=mandate.helper_id)
        .select_for_update(of=("self",))
    ):
        end_at_once(older, channel, EndReason.REPLACED, now=now, **by)
    move(
        mandate,
        Event.CONSENT,
        channel,
        now=now,
        text_hash=official.hash,
        language=language,
        signed_on=signed_on,
        **by,
    )
    notices.tell_both(mandate, "granted", now=now)


def _question(request: Request, fingerprint: str) -> Question:
    return Question(
        mandate_id=request.mandate_id,
        channel=Channel(request.channel),
        text_hash=fingerprint,
        asked_at=request.asked_at,
        answer_before=request.answer_before,
    )


def require(flaw: Flaw | None) -> None:
    """Raises NoConsent for a flaw."""
    if flaw is not None:
        raise NoConsent(flaw)


def _require_helpers(mandate: Mandate, now: datetime.datetime) -> None:
    """Those named may still help, and none of them decides about the person by now."""
    named = list(mandate.helpers.filter(removed_at=None).order_by("pk").values_list("user_id", flat=True))
    if not any(helper_kind(user_id, mandate.structure_id, now) for user_id in named):
        raise NotAHelper
    if any(decides_about(user_id, mandate.person_id, now) for user_id in named):
        raise ConflictOfInterest


def end_by_message(mandate: Mandate, channel: Channel, *, now: datetime.datetime) -> None:
    """End a locked mandate because the person's phone, or the slip from her paper, says so."""
    end_at_once(mandate, channel, EndReason.PERSON, now=now)
    note(by_platform(mandate, now), "mandates.note_end", mandate, now)
    notices.tell_helpers(mandate, "ended", now=now)
