"""Telling a person what somebody else changed, and telling an old and a new address of each other.

Not to be switched off: a change that nobody is told of is how an account is taken over.
"""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import override

from tandem.foundation import phones
from tandem.foundation.queue import enqueue_on_commit
from tandem.foundation.sending.services import send_letter, send_mail, send_sms
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people import notice_texts
from tandem.identity.people.enums import Channel, Section
from tandem.identity.people.models import ChangeNotice, Person
from tandem.identity.people.selectors import contact_of
from tandem.identity.people.types import Change, Contact

TOPIC = "people.changed"
WRITE_LETTER = "people.write_notice_letter"


def tell(
    acting: Acting, person: Person, section: Section, before: dict[str, Any], *, now: datetime.datetime
) -> Change:
    """After a change, in its transaction: the old and the new address, and the person when it was not she."""
    contact = contact_of(person.pk)
    with override(contact.language):
        if section is Section.CONTACT and not person.reserved_from_digital:
            _tell_both_ends(before, contact, now)
        # On paper only she is told of a new address even when it was changed in her own account: nobody else is.
        if acting.is_own_file and not (section is Section.CONTACT and person.reserved_from_digital):
            return Change(changed=True)
        return _tell_person(acting, contact, section, before, now)


@transaction.atomic
def note_seen(acting: Acting, *, now: datetime.datetime) -> None:
    """The person has read on her own page what was changed: it need not stand there any more."""
    notices = ChangeNotice.objects.filter(person_id=acting.file(Purpose.PERSONAL_DATA), seen_at=None)
    if acting.is_own_file:
        notices.update(seen_at=now)


@transaction.atomic
def write_notice_letter(acting: Acting, *, notice_id: int, now: datetime.datetime) -> None:
    """The letter of a notice, once; nothing when the address is gone meanwhile."""
    notice = (
        ChangeNotice.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk=notice_id, outgoing_id=None)
        .order_by("pk")
        .first()
    )
    contact = contact_of(notice.person_id) if notice else None
    if notice is None or contact is None or not contact.address:
        return
    with override(contact.language):
        pdf = notice_texts.letter(notice, contact, now)
    notice.outgoing_id = send_letter(address="\n".join(contact.address), pdf=pdf, topic=TOPIC, now=now)
    notice.save(update_fields=["outgoing_id"])


def _tell_both_ends(before: dict[str, Any], contact: Contact, now: datetime.datetime) -> None:
    if before["email"] != contact.email:
        if before["email"]:
            _mail(before["email"], notice_texts.old_email(now), now)
        if contact.email:
            _mail(contact.email, notice_texts.new_email(now), now)
    if before["phone"] != contact.phone:
        if phones.takes_sms(before["phone"]):
            send_sms(to=before["phone"], text=notice_texts.old_phone(now), topic=TOPIC, now=now)
        if phones.takes_sms(contact.phone):
            send_sms(to=contact.phone, text=notice_texts.new_phone(now), topic=TOPIC, now=now)


def _tell_person(
    acting: Acting, contact: Contact, section: Section, before: dict[str, Any], now: datetime.datetime
) -> Change:
    # Who delivers through a helper is not here: the next channel carries it.
    channel = next((one for one in contact.channels if one is not Channel.VIA_HELPER), None)
    if channel is None and contact.address:
        channel = Channel.LETTER
    notice = ChangeNotice.objects.create(
        person_id=acting.file(),
        section=section,
        changed_at=now,
        changed_by_id=acting.user_id,
        organisation_id=acting.organisation_id,
        channel=channel or "",
    )
    # A new address is not known to be hers yet: a name and what was changed would go to whoever has it.
    is_new = (channel is Channel.EMAIL and before.get("email", contact.email) != contact.email) or (
        channel is Channel.SMS and before.get("phone", contact.phone) != contact.phone
    )
    if channel is Channel.EMAIL and not is_new:
        notice.outgoing_id = _mail(contact.email, notice_texts.changed(notice, contact, now), now)
    elif channel is Channel.SMS and not is_new:
        text = notice_texts.changed_in_short(notice, now)
        notice.outgoing_id = send_sms(to=contact.phone, text=text, topic=TOPIC, now=now)
    elif channel is Channel.LETTER:
        enqueue_on_commit(WRITE_LETTER, notice_id=notice.pk)
    notice.save(update_fields=["outgoing_id"])
    return Change(changed=True, told_by=channel)


def _mail(to: str, words: tuple[str, str], now: datetime.datetime) -> int:
    subject, text = words
    return send_mail(to=to, subject=subject, text=text, topic=TOPIC, now=now)
