"""Telling a person what somebody else changed, and telling an old and a new address of each other.

Not to be switched off: a change that nobody is told of is how an account is taken over.
"""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import override

from tandem.foundation import phones
from tandem.foundation.sending.services import send_mail, send_sms
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people import notice_texts, registry
from tandem.identity.people.enums import Channel, Section
from tandem.identity.people.models import ChangeNotice, Person
from tandem.identity.people.selectors import contact_of
from tandem.identity.people.types import Change, Contact

TOPIC = "people.changed"


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
    # A new address is not known to be hers yet: a name and what was changed would go to whoever has it.
    fresh = {
        channel
        for channel, known, old in (
            (Channel.EMAIL, contact.email, before.get("email", contact.email)),
            (Channel.SMS, contact.phone, before.get("phone", contact.phone)),
        )
        if known != old
    }
    # Who delivers through a helper is not here: the next channel carries it.
    channel = next((one for one in contact.channels if one not in {Channel.VIA_HELPER, *fresh}), None)
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
    registry.tell(
        notice_texts.kind_without(fresh),
        person_id=notice.person_id,
        facts=notice_texts.facts(notice),
        about=f"change {notice.pk}",
        now=now,
    )
    return Change(changed=True, told_by=channel)


def _mail(to: str, words: tuple[str, str], now: datetime.datetime) -> None:
    subject, text = words
    send_mail(to=to, subject=subject, text=text, topic=TOPIC, now=now)
