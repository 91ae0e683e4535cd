import datetime

from django.db import transaction
from django.utils.translation import override

from tandem.facilities.notifications import faces, rules
from tandem.facilities.notifications.enums import MessageState
from tandem.facilities.notifications.models import Message
from tandem.facilities.notifications.registry import kind_of
from tandem.facilities.notifications.types import Facts, MessageKind
from tandem.foundation.queue import enqueue_on_commit
from tandem.foundation.turns import wait_for_turn
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import contact_of

DELIVER = "notifications.deliver"


@transaction.atomic
def tell(
    acting: Acting,
    *,
    person_id: int,
    kind: str,
    facts: Facts,
    now: datetime.datetime,
    about: str = "",
    link: str = "",
) -> int | None:
    """Write a message to a person, in her language; a worker carries it. Returns its number.

    None when she got one of this kind within the last 24 hours that did not fail: nothing is written then. For kinds
    whose messages are each about something of its own, `about` must be the same, too. Called in the transaction of
    what it tells of. Raises LookupError for a kind that nobody registered, Unsendable for words that a stranger must
    not read.
    """
    declared = kind_of(kind)
    _one_at_a_time(person_id, kind)
    if _was_told(person_id, declared, about, now):
        return None
    contact = contact_of(person_id)
    with override(contact.language):
        words = declared.words(facts)
        rules.check_outside(
            subject=words.subject,
            text=faces.mail_text(contact.name, words.paragraphs),
            sms=faces.sms(words.short),
        )
    message = Message.objects.create(
        person_id=person_id,
        kind=kind,
        about=about,
        purpose=declared.purpose,
        importance=declared.importance,
        language=contact.language,
        subject=words.subject,
        body="\n\n".join(words.paragraphs),
        short=words.short,
        button=words.button if link else "",
        link=link,
        created_at=now,
    )
    ask_for_delivery(message.pk)
    return int(message.pk)


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
