"""The verbs of sending. Nobody waits for a gateway: a row is written with the caller's transaction, a worker sends it.

An automatic attempt never sends a second copy: it is noted before the carrier is asked, and where nobody knows
whether the carrier took the message, it is shown as failed and sent again only when somebody asks for it.
"""

import contextlib
import datetime
from functools import partial

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation import secrets
from tandem.foundation.queue import enqueue_on_commit
from tandem.foundation.refusals import Refusal
from tandem.foundation.sending import bounces, carriers, outbox, rules
from tandem.foundation.sending.enums import Fault, Kind, State
from tandem.foundation.sending.models import LETTERS, Outgoing
from tandem.foundation.sending.signals import settled, sms_received
from tandem.foundation.sending.types import Undelivered

log = structlog.get_logger()

DELIVER = "sending.deliver"


class UnusableRecipient(Refusal):
    message = _("Nothing can be sent there. Nothing has been sent. Check the telephone number or the address.")


class CannotRetry(Refusal):
    message = _("This message cannot be sent again. Ask for a new one.")


def send_sms(*, to: str, text: str, topic: str, now: datetime.datetime, urgent: bool = False) -> int:
    """Send `text` to the number `to` (E.164) and return the message's id.

    `urgent`: a code, before which somebody waits; it leaves before what is not.
    Raises UnusableRecipient for what is no number, Unsendable for a text that is too long or names a benefit.
    """
    text = rules.sms_text(text)
    rules.check_topic(topic)
    rules.check_sms(text)
    if not rules.is_phone_number(to):
        raise UnusableRecipient
    return _queue(Outgoing(kind=Kind.SMS, topic=topic, recipient=to, body=text), now, urgent=urgent)


def send_mail(
    *,
    to: str,
    subject: str,
    text: str,
    topic: str,
    now: datetime.datetime,
    html: str = "",
    to_body: bool = False,
    urgent: bool = False,
) -> int:
    """Send a mail of plain text, beside it the same as a page of HTML if there is one; return the message's id.

    `to_body`: it goes to an organisation, or in its name to whoever works for it; the text may begin with names of
    offices. Raises UnusableRecipient for what is no address, Unsendable for a subject of several lines, and for a
    subject or a beginning that names a benefit.
    """
    rules.check_topic(topic)
    rules.check_mail(subject, text, html, to_body=to_body)
    if not rules.is_mail_address(to):
        raise UnusableRecipient
    return _queue(
        Outgoing(kind=Kind.MAIL, topic=topic, recipient=to, subject=subject, body=text, html=html), now, urgent=urgent
    )


def send_letter(*, address: str, pdf: bytes, topic: str, now: datetime.datetime) -> int:
    """Have the letter printed and posted to `address` (2 to 7 lines, wide ones are broken); return the message's id.

    Raises Unsendable for an address that does not fit the window or for what is no PDF.
    """
    rules.check_topic(topic)
    address = rules.wrapped_address(address)
    rules.check_letter(address, pdf)
    letter = Outgoing(kind=Kind.LETTER, topic=topic, recipient=address)
    letter.attachment.save(f"{letter.key}.pdf.sealed", ContentFile(secrets.encrypt_bytes(pdf)), save=False)
    return _queue(letter, now)


@transaction.atomic
def retry(outgoing_id: int, *, now: datetime.datetime) -> None:
    """Send a failed message again, with the same content. Raises CannotRetry once it is wiped, or did not fail.

    Who may ask for it is for the caller to know.
    """
    found = Outgoing.objects.sealed().select_for_update().filter(pk=outgoing_id, state=State.FAILED).first()
    if found is None or not found.has_content:
        raise CannotRetry
    Outgoing.objects.filter(pk=outgoing_id).update(
        state=State.QUEUED, fault="", attempts=0, reference="", sent_at=None, next_attempt_at=now
    )
    log.info("outgoing_retried", outgoing_id=outgoing_id, kind=found.kind)
    enqueue_on_commit(DELIVER, outgoing_id=outgoing_id)


def retry_topic(topic: str, *, unclear: bool, now: datetime.datetime) -> int:
    """Send all failed messages of a topic again that can be; returns how many.

    Where nobody knows whether the carrier took a message, only if `unclear` says so.
    """
    failed = Outgoing.objects.filter(state=State.FAILED, topic=topic)
    again = 0
    for pk in (failed if unclear else failed.exclude(fault=Fault.UNCLEAR)).order_by("pk").values_list("pk", flat=True):
        with contextlib.suppress(CannotRetry):
            retry(pk, now=now)
            again += 1
    return again


@transaction.atomic
def note_delivery(reference: str, *, state: State, now: datetime.datetime) -> bool:
    """What the carrier says of the message it calls `reference`: DELIVERED or FAILED. False when nobody knows it.

    The first word counts, except that a message that failed may have arrived after all.
    """
    known = Outgoing.objects.sealed().select_for_update().filter(Q(reference=reference), ~Q(reference=""))
    outgoing = known.order_by("-pk").first()
    if outgoing is None:
        return False
    if state == State.DELIVERED and outgoing.state in {State.SENT, State.FAILED}:
        _wipe(outgoing)
        _settle(outgoing, State.DELIVERED, now=now, delivered_at=now, sent_at=outgoing.sent_at or now, fault="")
    elif state == State.FAILED and outgoing.state == State.SENT:
        _settle(outgoing, State.FAILED, now=now, fault=Fault.UNDELIVERED)
    return True


def take_bounce(content: bytes, *, now: datetime.datetime) -> bool:
    """A mail came back: note it of the mail that it is about, so that whoever sent it goes another way. False when it
    is no report, or of no mail of ours.

    Whoever forges one must know the random number of a mail that she got; all she wins is the same words by letter.
    """
    message_id = bounces.bounced(content)
    return message_id is not None and note_delivery(message_id, state=State.FAILED, now=now)


def receive_sms(*, sender: str, text: str, now: datetime.datetime) -> None:
    """Hand a message that somebody sent to us to whoever waits for one. It is kept nowhere here."""
    sms_received.send(sender=Outgoing, phone=sender, text=text[: rules.MAX_INCOMING], now=now)


def deliver(outgoing_id: int, *, now: datetime.datetime) -> None:
    """One attempt, in the worker. Does nothing for a message that is not due, or that another worker has taken."""
    outgoing = _take(outgoing_id, now)
    if outgoing is None:
        return
    try:
        carried = carriers.carry(outgoing, now=now)
    except Undelivered as undelivered:
        _put_back(outgoing, undelivered, now)
    else:
        _note_sent(outgoing, carried, now)


def catch_up(now: datetime.datetime) -> None:
    """Ask for what is due, and give up what nobody works on any more."""
    waiting = Outgoing.objects.sealed().filter(state=State.QUEUED)
    for outgoing in waiting.filter(started_at__lt=now - rules.LONGEST_ATTEMPT).order_by("pk"):
        # The worker died between asking the carrier and noting the answer.
        _settle(outgoing, State.FAILED, now=now, fault=Fault.UNCLEAR)
    waiting = waiting.filter(started_at__isnull=True)
    for outgoing in waiting.filter(created_at__lt=now - rules.KEEP_CONTENT).order_by("pk"):
        _settle(outgoing, State.FAILED, now=now, fault=Fault.TOO_LATE)
    for pk in waiting.filter(next_attempt_at__lte=now).order_by("pk").values_list("pk", flat=True):
        enqueue_on_commit(DELIVER, outgoing_id=pk)


def refuse_sms(*, refuse: bool) -> None:
    """Let every SMS of a demo fail from now on, or none; a real gateway takes no notice."""
    outbox.refuse_sms(refuse)


def forget(now: datetime.datetime) -> None:
    """Wipe what need not be sent again, and remove old rows and letters whose row was never written."""
    stale = Outgoing.objects.filter(state__in=[State.SENT, State.FAILED], created_at__lt=now - rules.KEEP_CONTENT)
    for outgoing in stale.sealed().exclude(recipient="").order_by("pk"):
        with transaction.atomic():
            _wipe(outgoing)
            outgoing.save(update_fields=["recipient", "subject", "body", "html", "attachment"])
    Outgoing.objects.exclude(state=State.QUEUED).filter(created_at__lt=now - rules.KEEP_ROWS).delete()
    _sweep_letters(now)


def _sweep_letters(now: datetime.datetime) -> None:
    """A letter is laid down before its row is committed; where the transaction failed, nobody else removes it."""
    if not default_storage.exists(LETTERS):
        return
    _folders, names = default_storage.listdir(LETTERS)
    for path in (f"{LETTERS}/{name}" for name in names):
        age = now - default_storage.get_modified_time(path)
        if age > rules.KEEP_ORPHANS and not Outgoing.objects.filter(attachment=path).exists():
            default_storage.delete(path)


def _queue(outgoing: Outgoing, now: datetime.datetime, *, urgent: bool = False) -> int:
    outgoing.created_at = outgoing.next_attempt_at = now
    outgoing.save(force_insert=True)
    enqueue_on_commit(DELIVER, urgent=urgent, outgoing_id=outgoing.pk)
    return int(outgoing.pk)


def _take(outgoing_id: int, now: datetime.datetime) -> Outgoing | None:
    """Note that an attempt begins, for good, before anybody is asked to carry the message."""
    with transaction.atomic(durable=True):
        due = Outgoing.objects.filter(state=State.QUEUED, started_at__isnull=True, next_attempt_at__lte=now)
        outgoing = due.filter(pk=outgoing_id).select_for_update(skip_locked=True).first()
        if outgoing:
            outgoing.started_at = now
            outgoing.attempts += 1
            outgoing.save(update_fields=["started_at", "attempts"])
    return outgoing


def _put_back(outgoing: Outgoing, undelivered: Undelivered, now: datetime.datetime) -> None:
    patience = rules.PATIENCE[outgoing.kind]
    log.warning(
        "outgoing_not_sent",
        outgoing_id=outgoing.pk,
        kind=outgoing.kind,
        fault=undelivered.fault.value,
        attempt=outgoing.attempts,
    )
    if undelivered.again and outgoing.attempts <= len(patience):
        outgoing.next_attempt_at = now + patience[outgoing.attempts - 1]
        outgoing.started_at = None
        outgoing.fault = undelivered.fault
        outgoing.save(update_fields=["next_attempt_at", "started_at", "fault"])
    else:
        _settle(outgoing, State.FAILED, now=now, fault=undelivered.fault)


def _note_sent(outgoing: Outgoing, carried: carriers.Carried, now: datetime.datetime) -> None:
    with transaction.atomic():
        if not carried.reports:
            _wipe(outgoing)
        _settle(outgoing, State.SENT, now=now, sent_at=now, reference=carried.reference, fault="")


def _settle(outgoing: Outgoing, state: State, *, now: datetime.datetime, **facts: object) -> None:
    """The message is in no worker's hands any more."""
    outgoing.state, outgoing.next_attempt_at, outgoing.started_at = state, None, None
    for name, value in facts.items():
        setattr(outgoing, name, value)
    with transaction.atomic():
        outgoing.save()
        settled.send(sender=Outgoing, outgoing_id=outgoing.pk, now=now)
    log.info("outgoing_settled", outgoing_id=outgoing.pk, kind=outgoing.kind, state=state.value, fault=outgoing.fault)


def _wipe(outgoing: Outgoing) -> None:
    """Forget to whom and what; the letter goes once that is certain."""
    if outgoing.attachment:
        transaction.on_commit(partial(default_storage.delete, str(outgoing.attachment.name)))
    outgoing.recipient = outgoing.subject = outgoing.body = outgoing.html = ""
    outgoing.attachment = None
