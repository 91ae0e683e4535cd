import datetime

from django.db import transaction
from django.utils.translation import override

from tandem.facilities.notifications import faces, rules
from tandem.facilities.notifications.enums import DeliveryState, Importance, MessageState
from tandem.facilities.notifications.models import Delivery, Message
from tandem.facilities.notifications.registry import kind_of
from tandem.facilities.notifications.types import Facts, MessageKind
from tandem.foundation import at_once
from tandem.foundation.queue import enqueue_on_commit
from tandem.foundation.turns import wait_for_turn
from tandem.identity.access.types import Acting
from tandem.identity.people.enums import Channel
from tandem.identity.people.selectors import contact_of
from tandem.identity.people.types import Contact

DELIVER = "notifications.deliver"


def tell(
    acting: Acting,
    *,
    person_id: int,
    kind: str,
    facts: Facts,
    now: datetime.datetime,
    about: str = "",
    link: str = "",
    is_news: bool = False,
) -> int | None:
    """Write a message to a person, in her language; a worker carries it, unless it rests on her own pages. Returns its
    number.

    None when she got one of this kind within the last 24 hours that did not fail: nothing is written then. For kinds
    whose messages are each about something of its own, `about` must be the same, too. Called in the transaction of
    what it tells of. `is_news`: what it is `about` was made in that very transaction, so that nobody can have told her
    and nothing is asked. Raises LookupError for a kind that nobody registered, Unsendable for words that a stranger
    must not read.
    """
    # What was made in the caller's transaction needs no savepoint in it: if this fails, so does that.
    with transaction.atomic(savepoint=not is_news):
        declared = kind_of(kind)
        if not is_news:
            _one_at_a_time(person_id, kind)
            if _was_told(person_id, declared, about, now):
                return None
        contact = contact_of(person_id)
        message = _written(declared, facts, contact, link=link)
        message.person_id, message.about, message.created_at = person_id, about, now
        rests = _rests_on_screen(message, declared, contact)
        at_once.insert(message)
        if rests:
            waits = Delivery(message=message, channel=Channel.SCREEN, state=DeliveryState.WAITING, began_at=now)
            at_once.insert(waits)
        else:
            ask_for_delivery(message.pk)
        return int(message.pk)


def _written(kind: MessageKind, facts: Facts, contact: Contact, *, link: str) -> Message:
    """The words in her language. Raises Unsendable."""
    with override(contact.language):
        words = kind.words(facts)
        rules.check_outside(
            subject=words.subject,
            text=faces.mail_text(contact.name, words.paragraphs),
            sms=faces.sms(words.short),
        )
    return Message(
        kind=kind.key,
        purpose=kind.purpose,
        importance=kind.importance,
        language=contact.language,
        subject=words.subject,
        body="\n\n".join(words.paragraphs),
        short=words.short,
        receipt=words.receipt,
        button=words.button if link else "",
        link=link,
    )


def _rests_on_screen(message: Message, kind: MessageKind, contact: Contact) -> bool:
    """Whether her own pages are the first channel and she gets time to look there: a row, and no work for a worker.

    Notes in the message how it stands then.
    """
    order = rules.route(
        contact.channels,
        allowed=kind.channels,
        tried=(),
        importance=Importance(message.importance),
        has_address=bool(contact.address),
    )
    if order[:1] != [Channel.SCREEN]:
        return False
    patience = rules.patience(Importance(message.importance))
    if patience is None:
        message.state = MessageState.TOLD
    elif patience:
        message.next_at = message.created_at + patience
    return patience is None or bool(patience)


def ask_for_delivery(message_id: int) -> None:
    """Let a worker try the next channel, once this transaction is committed."""
    enqueue_on_commit(DELIVER, message_id=message_id)


def _was_told(person_id: int, kind: MessageKind, about: str, now: datetime.datetime) -> bool:
    told = Message.objects.of(person_id).filter(kind=kind.key, created_at__gt=now - rules.REST)
    if kind.each:
        told = told.filter(about=about)
    return told.exclude(state=MessageState.FAILED).exists()


def _one_at_a_time(person_id: int, kind: str) -> None:
    """Two jobs that tell the same person the same thing: the second one waits, and then finds that she was told."""
    wait_for_turn(f"notifications.{kind}", person_id)
