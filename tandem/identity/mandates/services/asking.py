"""Asking the person, on each channel the same question."""

import datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tandem.foundation.phones import takes_sms
from tandem.foundation.refusals import Refusal
from tandem.foundation.sending.rules import MAX_SMS_PARTS, sms_parts
from tandem.foundation.sending.services import send_sms
from tandem.foundation.turns import wait_for_turn
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.mandates import documents, messages, registry, rules
from tandem.identity.mandates.enums import Channel, Event, ReadingLanguage
from tandem.identity.mandates.models import Mandate, Request
from tandem.identity.mandates.steps import (
    AlreadyAnswered,
    file_of,
    locked,
    move,
    note,
    open_request,
    whose,
)
from tandem.identity.people.selectors import contact_of, people_with_phone


class NoMobilePhone(Refusal):
    message = _("No mobile phone of this person is known. Nothing was sent. Ask on paper or on the screen.")


class AskedToday(Refusal):
    message = _("This person was asked by SMS less than a day ago. Nothing was sent again. Wait for the answer.")


class PhoneIsBusy(Refusal):
    message = _(
        "Another question waits for an answer on this phone. Nothing was sent. Ask on paper, or wait a few days."
    )


class TooLongForSms(Refusal):
    message = _("This mandate is too long for an SMS. Nothing was sent. Ask on paper, or choose fewer areas.")


def phone_key(phone: str) -> str:
    """What is kept instead of the number: of no use to whoever has only the table."""
    return salted_hmac("mandates.phone", phone, algorithm="sha256").hexdigest()


def hold_phone(key: str) -> None:
    """Whoever else wants to ask something on this phone waits until the transaction ends, and then finds it busy."""
    wait_for_turn("mandates.phone", key)


def ask_on_screen(acting: Acting, mandate: Mandate, *, now: datetime.datetime) -> None:
    """Put the question on the person's own pages, within the transaction that proposes it; not without an account."""
    if mandate.person.user_id is not None:
        text = mandate.texts.get(is_official=True)
        _open(mandate, Channel.SCREEN, text_id=text.pk, now=now)
        move(mandate, Event.ASK, Channel.SCREEN, now=now, **whose(acting))


@transaction.atomic
def ask_by_sms(
    acting: Acting, *, mandate_id: int, now: datetime.datetime, language: ReadingLanguage | None = None
) -> Request:
    """Send the question to the phone in the person's file, in `language` or her own; the helper never sees the number.

    By a helper named in the mandate. Raises NoMobilePhone, AskedToday, PhoneIsBusy, TooLongForSms, AlreadyAnswered,
    Hidden.
    """
    mandate, file = _proposal(acting, mandate_id, now)
    contact = contact_of(mandate.person_id)
    if not takes_sms(contact.phone):
        raise NoMobilePhone
    language = language or ReadingLanguage(contact.language)
    words = messages.question(mandate, language)
    if sms_parts(words) > MAX_SMS_PARTS:
        raise TooLongForSms
    before = open_request(mandate, Channel.SMS)
    if before is not None and now < before.asked_at + rules.ASK_AGAIN_AFTER and not messages.has_failed(before):
        raise AskedToday
    key = phone_key(contact.phone)
    hold_phone(key)
    _close_stale(key, now)
    if registry.waiting_on(key, people_with_phone(contact.phone), now):
        raise PhoneIsBusy
    if before is not None:
        Request.objects.filter(pk=before.pk).update(closed_at=now)
    text = documents.text_read(mandate, language, now=now)
    request = _open(mandate, Channel.SMS, text_id=text.pk, phone_key=key, now=now)
    request.outgoing_id = send_sms(to=contact.phone, text=words, topic="mandates.question", now=now)
    request.save(update_fields=["outgoing_id"])
    move(mandate, Event.ASK, Channel.SMS, now=now, language=language, **whose(acting))
    note(file, "mandates.ask", mandate, now)
    return request


@transaction.atomic
def ask_on_paper(
    acting: Acting, *, mandate_id: int, now: datetime.datetime, language: ReadingLanguage | None = None
) -> Request:
    """Have the form printed, with a reading copy in `language`; printing it again changes neither code nor text.

    By a helper named in the mandate, or by the person herself. Raises AlreadyAnswered, Hidden.
    """
    mandate, file = _proposal(acting, mandate_id, now)
    official = mandate.texts.get(is_official=True)
    text = documents.text_read(mandate, language or ReadingLanguage(official.language), now=now)
    before = open_request(mandate, Channel.PAPER)
    if before is not None and now < before.answer_before and before.text_id == text.pk:
        return before
    if before is not None:
        Request.objects.filter(pk=before.pk).update(closed_at=now)
    request = _open(mandate, Channel.PAPER, text_id=text.pk, now=now)
    move(mandate, Event.ASK, Channel.PAPER, now=now, language=text.language, **whose(acting))
    if file.capacity is Capacity.HELPER:
        note(file, "mandates.ask", mandate, now)
    return request


def _proposal(acting: Acting, mandate_id: int, now: datetime.datetime) -> tuple[Mandate, Acting]:
    mandate = locked(mandate_id)
    file = file_of(acting, mandate, now)
    if not mandate.is_open:
        raise AlreadyAnswered
    return mandate, file


def _open(mandate: Mandate, channel: Channel, *, text_id: int, now: datetime.datetime, phone_key: str = "") -> Request:
    try:
        with transaction.atomic():
            return Request.objects.create(
                mandate=mandate,
                channel=channel,
                text_id=text_id,
                asked_at=now,
                answer_before=now + rules.ANSWER_WITHIN[channel],
                phone_key=phone_key,
            )
    except IntegrityError as error:
        if channel is not Channel.SMS:
            raise
        raise PhoneIsBusy from error


def _close_stale(key: str, now: datetime.datetime) -> None:
    Request.objects.filter(phone_key=key, closed_at=None, answer_before__lte=now).update(closed_at=now)
