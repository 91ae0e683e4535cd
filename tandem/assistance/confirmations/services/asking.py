"""A helper has something ready: he says why he acts alone, and the person is asked, or told where he may send."""

import datetime
import json

from django.db import IntegrityError, transaction

from tandem.assistance.confirmations import messages, rules, steps
from tandem.assistance.confirmations.enums import Channel, Dropped, Event, State
from tandem.assistance.confirmations.gate import open_in_place
from tandem.assistance.confirmations.models import Act
from tandem.assistance.confirmations.refusals import (
    AlreadyAsked,
    AskedToday,
    CannotBeSent,
    NoMobilePhone,
    NotReachedThatFar,
    PhoneIsBusy,
)
from tandem.assistance.confirmations.registry import kind_of
from tandem.assistance.confirmations.types import Kind, Prepared, ToSend
from tandem.assistance.confirmations.wording import ASK, TAKE_BACK
from tandem.foundation.codes import Code
from tandem.foundation.languages import Language
from tandem.foundation.phones import takes_sms
from tandem.foundation.refusals import Hidden, Refusal
from tandem.foundation.sending.services import send_sms
from tandem.identity.access.enums import Capacity, InPlaceReason, Purpose, Reach
from tandem.identity.access.services import SignatureNeeded, file_to_act_on, require_signature
from tandem.identity.access.types import Acting
from tandem.identity.mandates.selectors import is_asked
from tandem.identity.mandates.services import hold_phone, phone_key
from tandem.identity.people.selectors import contact_of, language_of

SHEET = Code("confirmations.sheet", 11)
ASK_AGAIN_AFTER = datetime.timedelta(hours=24)


@transaction.atomic
def ask(
    acting: Acting, *, kind: str, subject: str, person_id: int, reason: InPlaceReason, now: datetime.datetime
) -> Act:
    """Send in place of a person, for `reason`: at once where the mandate says "send", otherwise after her yes.

    At once it goes only with the helper's own signature (`factors.services.sign`): nobody else has looked at it. What
    she is asked about is fixed now, in her own language. Raises NotReachedThatFar, AlreadyAsked, CannotBeSent;
    SignatureNeeded; Hidden for whoever has no mandate in this area.
    """
    declared = kind_of(kind)
    file = open_in_place(acting, declared, subject, person_id, now)
    reach = file.authority.reach
    if reach not in (Reach.SEND, Reach.SEND_WITH_CONFIRMATION):
        raise NotReachedThatFar
    file = file.standing_in(reason)
    language = Language(language_of(person_id))
    try:
        prepared = declared.prepare(file, subject, language, now)
        if reach is Reach.SEND:
            require_signature(file)
        with transaction.atomic():
            act = _write(file, kind, subject, prepared, now)
            what = ToSend(subject=subject, seen=prepared.seen, language=language)
            if reach is Reach.SEND:
                _send_at_once(file, declared, act, what, now)
            else:
                declared.ask(file, what, now)
    except IntegrityError as error:
        if not Act.objects.of(person_id).open().filter(kind=kind, subject=subject).exists():
            raise
        raise AlreadyAsked from error
    except SignatureNeeded:
        raise
    except Refusal as refusal:
        raise CannotBeSent(refusal.message) from refusal
    if act.is_open:
        steps.step(act, Event.ASK, Channel.HELPER, now=now, text_hash=bytes(act.hash), **steps.whose(file))
        steps.note(file, ASK, act, now)
        messages.tell_asked(act, now=now)
    return act


def _write(file: Acting, kind: str, subject: str, prepared: Prepared, now: datetime.datetime) -> Act:
    if file.purpose is None or file.user_id is None or file.in_place is None:
        raise ValueError("file: no helper with an opened file and a reason.")
    return Act.objects.create(
        person_id=file.file(),
        kind=kind,
        subject=subject,
        purpose=file.purpose,
        helper_id=file.user_id,
        organisation_id=file.organisation_id,
        mandate_id=int(file.authority.reference),
        reason=file.in_place,
        language=prepared.text["language"],
        text=json.dumps(prepared.text, ensure_ascii=False),
        seen=prepared.seen,
        hash=rules.fingerprint(prepared.text, prepared.seen),
        due_on=prepared.due_on,
        closes_on=prepared.closes_on,
        state=State.ASKED,
        asked_at=now,
        paper_code=SHEET.new(),
    )


def _send_at_once(file: Acting, kind: Kind, act: Act, what: ToSend, now: datetime.datetime) -> None:
    """The mandate says "send": it leaves, and the row says why nobody was asked."""
    sent = kind.send(file, what, now)
    act.state, act.closed_at, act.receipt_id = State.SENT, now, sent.receipt_id
    act.save()
    steps.step(act, Event.SEND, Channel.HELPER, now=now, text_hash=bytes(act.hash), **steps.whose(file))


@transaction.atomic
def ask_by_sms(acting: Acting, *, act_id: int, now: datetime.datetime) -> None:
    """Send the question to the phone in the person's file; the helper never sees the number.

    Raises NoMobilePhone, AskedToday, PhoneIsBusy; Hidden for an act that is not the helper's own or not open.
    """
    act = own_act(acting, act_id, now)
    contact = contact_of(act.person_id)
    if not takes_sms(contact.phone):
        raise NoMobilePhone
    if act.sms_asked_at is not None and now < act.sms_asked_at + ASK_AGAIN_AFTER:
        raise AskedToday
    key = phone_key(contact.phone)
    hold_phone(key)
    other = Act.objects.open().filter(phone_key=key).exclude(pk=act.pk)
    other.filter(sms_asked_at__lte=now - rules.SMS_WITHIN).update(phone_key="", sms_asked_at=None)
    if other.exists() or is_asked(key, now=now):
        raise PhoneIsBusy
    act.phone_key, act.sms_asked_at = key, now
    act.save(update_fields=["phone_key", "sms_asked_at"])
    send_sms(to=contact.phone, text=messages.question(act, contact), topic="confirmations.question", now=now)
    steps.step(act, Event.ASK, Channel.SMS, now=now, text_hash=bytes(act.hash), **steps.whose(acting))


@transaction.atomic
def note_printed(acting: Acting, *, act_id: int, now: datetime.datetime) -> Act:
    """The sheet to sign is printed: from now on a signature on it can be a yes. Raises Hidden."""
    act = own_act(acting, act_id, now)
    if act.printed_at is None:
        act.printed_at = now
        act.save(update_fields=["printed_at"])
        steps.step(act, Event.ASK, Channel.PAPER, now=now, text_hash=bytes(act.hash), **steps.whose(acting))
    return act


@transaction.atomic
def take_back(acting: Acting, *, act_id: int, now: datetime.datetime) -> None:
    """The helper no longer wants to send it. The form stays as it is. Raises Hidden."""
    act = own_act(acting, act_id, now)
    file = file_to_act_on(acting, act.person_id, Purpose(act.purpose), now=now)
    steps.move(act, Event.DROP, Channel.HELPER, dropped=Dropped.TAKEN_BACK, now=now, **steps.whose(acting))
    kind_of(act.kind).put_back(file, act.subject, now)
    steps.note(file, TAKE_BACK, act, now)


def own_act(acting: Acting, act_id: int, now: datetime.datetime) -> Act:
    """An open act of the helper at the keyboard, locked, while her mandate runs. Raises Hidden."""
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        raise Hidden
    act = steps.locked(act_id, helper_id=acting.user_id, organisation_id=acting.organisation_id)
    file_to_act_on(acting, act.person_id, Purpose(act.purpose), now=now)
    if not act.is_open:
        raise Hidden
    return act
