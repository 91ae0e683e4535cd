"""The one way from a yes to something that is sent; and the no that leaves everything as it is."""

import datetime
from typing import Any

from django.db import transaction

from tandem.assistance.confirmations import messages, rules, steps
from tandem.assistance.confirmations.enums import Channel, Dropped, Event, Outcome
from tandem.assistance.confirmations.models import Act
from tandem.assistance.confirmations.refusals import AlreadyAnswered, NoYes
from tandem.assistance.confirmations.registry import kind_of
from tandem.assistance.confirmations.types import Evidence, Question, Sent, ToSend
from tandem.eservices.efforts.services import AlreadyFiled as ProofFiled
from tandem.eservices.efforts.services import NothingToFile
from tandem.eservices.procedures.services import AlreadyFiled as FormFiled
from tandem.eservices.procedures.services import TooLate as FormTooLate
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import InPlaceReason, Purpose
from tandem.identity.access.services import once_confirmed
from tandem.identity.access.types import Acting

_OVER = (ProofFiled, NothingToFile, FormFiled)


def take_yes(
    act: Act,
    channel: Channel,
    *,
    taking: Acting,
    is_hers: bool,
    now: datetime.datetime,
    seen: str = "",
    late_reason: str = "",
    signed_on: datetime.date | None = None,
    by: dict[str, Any] | None = None,
) -> Outcome:
    """A locked act, the person's yes, and what came of it. Only `Outcome.SENT` has sent anything.

    `taking` has her file open for help: she herself, or the platform. `seen` is the fingerprint of the text that a
    page showed; a message and a sheet carry the one they were made with, which cannot change. What is sent is composed
    anew and compared sign for sign: a form that changed meanwhile is not sent, however she answered. Raises
    AlreadyAnswered, NoYes.
    """
    if not act.is_open:
        raise AlreadyAnswered
    evidence = Evidence(
        channel=channel,
        text_hash=seen or act.fingerprint,
        received_at=now,
        is_hers=is_hers,
        signed_on=signed_on,
    )
    flaw = rules.flaw_of(evidence, question_of(act))
    if flaw is not None:
        raise NoYes(flaw)
    facts: dict[str, Any] = {"text_hash": bytes(act.hash), "signed_on": signed_on, **(by or {})}
    try:
        helper = once_confirmed(
            taking,
            Purpose(act.purpose),
            user_id=act.helper_id,
            organisation_id=act.organisation_id,
            reason=InPlaceReason(act.reason),
            now=now,
        )
    except Hidden:
        return _drop(act, Dropped.MANDATE_OVER, Outcome.MANDATE_OVER, taking, now)
    try:
        with transaction.atomic():
            sent = _send_what_was_seen(act, helper, late_reason, now)
    except _OVER:
        return _drop(act, Dropped.FILED, Outcome.FILED_ALREADY, helper, now)
    except FormTooLate:
        return _drop(act, Dropped.TOO_LATE, Outcome.TOO_LATE, helper, now)
    except (Refusal, Hidden):
        # Something is missing or contradicts itself now: then it is not what she was asked about.
        sent = None
    if sent is None:
        steps.move(act, Event.CHANGE, Channel.PLATFORM, now=now)
        _put_back(act, helper, now)
        messages.tell_helper(act, now=now)
        return Outcome.CHANGED
    steps.move(act, Event.CONFIRM, channel, now=now, receipt_id=sent.receipt_id, **facts)
    messages.tell_helper(act, now=now)
    return Outcome.SENT


def _send_what_was_seen(act: Act, helper: Acting, late_reason: str, now: datetime.datetime) -> Sent | None:
    """Send it if it is still, sign for sign, what she was asked about; None when it is not."""
    kind, language = kind_of(act.kind), steps.language_of(act)
    prepared = kind.prepare(helper, act.subject, language, now)
    if rules.fingerprint(prepared.text, prepared.seen) != bytes(act.hash):
        return None
    what = ToSend(subject=act.subject, seen=prepared.seen, language=language, late_reason=late_reason)
    return kind.send(helper, what, now)


def take_no(
    act: Act,
    channel: Channel,
    *,
    file: Acting,
    words: str,
    now: datetime.datetime,
    by: dict[str, Any] | None = None,
) -> None:
    """A locked act and the person's no: the form stays, with her words for the helper. Raises AlreadyAnswered."""
    steps.move(act, Event.REFUSE, channel, her_words=words.strip()[:1000], now=now, **(by or {}))
    _put_back(act, file, now)
    messages.tell_helper(act, now=now)


def question_of(act: Act) -> Question:
    """The question as it was put: on her pages and at a visit always, on a phone and a sheet once they were used."""
    channels = {Channel.SCREEN, Channel.VISIT}
    if act.phone_key:
        channels.add(Channel.SMS)
    if act.printed_at is not None:
        channels.add(Channel.PAPER)
    return Question(text_hash=act.fingerprint, asked_at=act.asked_at, channels=frozenset(channels))


def _drop(act: Act, why: Dropped, outcome: Outcome, file: Acting, now: datetime.datetime) -> Outcome:
    steps.move(act, Event.DROP, Channel.PLATFORM, dropped=why, now=now)
    _put_back(act, file, now)
    messages.tell_helper(act, now=now)
    return outcome


def _put_back(act: Act, file: Acting, now: datetime.datetime) -> None:
    """The form no longer says that it waits for her; what cannot be reached that way is cleared when she opens it."""
    purpose = Purpose(act.purpose)
    own = file.herself(act.person_id, purpose) if file.is_own_file else file
    try:
        with transaction.atomic():
            kind_of(act.kind).put_back(own.concerning(act.person_id, own.authority, purpose), act.subject, now)
    except (Refusal, Hidden):
        return
