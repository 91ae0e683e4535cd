"""Messages that people send: yes, no and STOP. Each gets an answer, and nothing else happens by accident."""

import datetime

import structlog
from django.db import transaction

from tandem.foundation.limits.attempts import Limit
from tandem.foundation.phones import e164
from tandem.foundation.refusals import Refusal
from tandem.foundation.sending.services import send_sms
from tandem.identity.access.types import Acting
from tandem.identity.mandates import messages, notices, registry
from tandem.identity.mandates.answers import Understood, understood
from tandem.identity.mandates.enums import Answer, Channel, Event, ReadingLanguage, State
from tandem.identity.mandates.models import Mandate, Request
from tandem.identity.mandates.services.asking import phone_key
from tandem.identity.mandates.steps import by_platform, locked, move, note
from tandem.identity.mandates.taking_note import NoConsent, consent, end_by_message
from tandem.identity.people.selectors import contact_of, people_with_phone

log = structlog.get_logger()

TOPIC = "mandates.reply"
# Somebody's own machine may answer ours: they must not talk to each other for ever.
REPLIES = Limit("mandates.replies", attempts=20, window=datetime.timedelta(hours=24))


def receive_sms(acting: Acting, *, sender: str, text: str, now: datetime.datetime) -> None:
    """Take a message from the number `sender`, however it is written, and answer it.

    Only whole messages count (`answers.understood`); all else changes nothing and gets the number to call. A yes
    counts only from the phone that was asked, only for the question that is open on it, and only once.
    """
    try:
        phone = e164(sender)
    except ValueError:
        log.info("sms_from_no_number")
        return
    with transaction.atomic():
        reply = _reply(phone, text, now)
    if REPLIES.claim(phone, now=now):
        log.warning("sms_replies_stopped")
        return
    if reply:
        send_sms(to=phone, text=reply, topic=TOPIC, now=now)


def _reply(phone: str, text: str, now: datetime.datetime) -> str:
    """Do what the message says and return the answer; nothing for a phone that belongs to nobody here."""
    owners = people_with_phone(phone)
    if not owners:
        log.info("sms_from_an_unknown_phone")
        return ""
    request = (
        Request.objects.filter(phone_key=phone_key(phone), closed_at=None, mandate__person_id__in=owners)
        .select_related("text", "mandate")
        .order_by("pk")
        .first()
    )
    waiting = None if request else registry.waiting_on(phone_key(phone), owners, now)
    asked_in = ReadingLanguage(request.text.language) if request else waiting.language if waiting else None
    language = asked_in or ReadingLanguage(contact_of(owners[0]).language)
    said = understood(text, asked_in)
    if said is None:
        if waiting:
            return messages.say(language, "not_understood", phone=waiting.phone)
        anyone = request.mandate if request else _any_mandate(owners)
        return messages.say(language, "not_understood", phone=messages.help_phone(anyone, language))
    if said.answer is Answer.STOP:
        return _stop(owners, said, language, now)
    if waiting:
        return waiting.answer(said.answer is Answer.YES, now)
    return _answer(request, said, language, now) if request else ""


def _answer(request: Request, said: Understood, language: ReadingLanguage, now: datetime.datetime) -> str:
    mandate = locked(request.mandate_id)
    phone = messages.help_phone(mandate, language)
    # Whoever was waiting for the lock may find the question answered on another channel.
    request.refresh_from_db(fields=["closed_at"])
    if request.closed_at is not None or mandate.state != State.ASKED:
        return messages.say(language, "nothing", phone=phone)
    if said.answer is Answer.NO:
        move(mandate, Event.REFUSE, Channel.SMS, now=now, language=language)
        note(by_platform(mandate, now), "mandates.note_refusal", mandate, now)
        notices.tell_helpers(mandate, "refused", now=now)
        return messages.say(language, "refused")
    try:
        with transaction.atomic():
            consent(mandate, Channel.SMS, is_hers=True, language=language, now=now)
            note(by_platform(mandate, now), "mandates.note_consent", mandate, now)
    except NoConsent:
        return messages.say(language, "too_late", phone=phone)
    except Refusal:
        return messages.say(language, "nothing", phone=phone)
    return messages.say(language, "granted", holder=messages.shown_holder(mandate), date=messages.last_day(mandate))


def _stop(owners: list[int], said: Understood, language: ReadingLanguage, now: datetime.datetime) -> str:
    """End the mandate that is meant; with several, ask which. A question that is open is no mandate yet."""
    mine = list(Mandate.objects.running(at=now).filter(person_id__in=owners).order_by("pk"))
    if said.number is not None:
        mine = [mandate for mandate in mine if mandate.pk == said.number]
    if not mine:
        return messages.say(language, "nothing", phone=messages.help_phone(_any_mandate(owners), language))
    if len(mine) > 1:
        choices = ", ".join(f"STOP {mandate.pk} = {messages.shown_holder(mandate)}" for mandate in mine[:5])
        return messages.say(language, "which", choices=choices)
    mandate = locked(mine[0].pk)
    if mandate.state != State.GRANTED:
        return messages.say(language, "ended", holder=messages.shown_holder(mandate))
    end_by_message(mandate, Channel.SMS, now=now)
    return messages.say(language, "ended", holder=messages.shown_holder(mandate))


def _any_mandate(owners: list[int]) -> Mandate | None:
    return Mandate.objects.filter(person_id__in=owners).order_by("pk").first()
