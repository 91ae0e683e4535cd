"""Changing what is known about a person: by herself, or by an office that then tells her."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting
from tandem.identity.accounts.selectors import email_of
from tandem.identity.people import registry, rules
from tandem.identity.people.enums import Channel, Section
from tandem.identity.people.models import Person
from tandem.identity.people.services import notices
from tandem.identity.people.types import FIELDS, Change, Known


class ChangedMeanwhile(Refusal):
    """`saved` is what is known since the page was opened: the page shows it beside what was typed."""

    message = _(
        "Somebody changed this while you were writing. Nothing of yours is lost, and nothing is overwritten. Compare"
        " both, then save again."
    )

    def __init__(self, saved: Known) -> None:
        super().__init__()
        self.saved = saved


class ChannelLacks(Refusal):
    """A channel stands in the order and cannot be used."""

    SENTENCES = {
        Channel.SCREEN: _("Messages on screen need an account. Nothing was changed. Choose another way for now."),
        Channel.EMAIL: _(
            "Messages by e-mail need an e-mail address. Nothing was changed. Write the address, or take e-mail off the"
            " list of ways first."
        ),
        Channel.SMS: _(
            "Messages by SMS need a mobile phone number. Nothing was changed. Write the number, or take SMS off the"
            " list of ways first."
        ),
        Channel.LETTER: _(
            "Letters need an address. Nothing was changed. Write the address, or take letters off the list of ways"
            " first."
        ),
        Channel.VIA_HELPER: _(
            "Messages through a helper need somebody with a mandate. Nothing was changed. Give the mandate first, or"
            " choose another way for now."
        ),
    }

    def __init__(self, channel: Channel) -> None:
        super().__init__(self.SENTENCES[channel])
        self.channel = channel


class NotHerAddress(Refusal):
    # With a professional's own address the person gets no message, and her account opens to somebody else.
    message = _(
        "This address is your own or one of your organisation. Write the person's own address. There is none? Leave"
        " the field empty: letters, SMS and the desk work as well."
    )


def change_identity(
    acting: Acting,
    *,
    given_name: str,
    family_name: str,
    birth_date: datetime.date | None,
    avs_number: str | None,
    seen: str,
    now: datetime.datetime,
) -> Change:
    """What an official document says: noted by the office, told to the person. Hidden for the person herself.

    `seen` here and below is the mark of what the page showed (`selectors.known`). Each verb raises ChangedMeanwhile
    when something else is known by now, ValidationError for facts that cannot stand.
    """
    if acting.is_own_file:
        raise Hidden
    facts = {"given_name": given_name, "family_name": family_name, "birth_date": birth_date}
    return _change(acting, Section.IDENTITY, {**facts, "avs_number": avs_number or None}, seen, now)


def change_contact(acting: Acting, *, email: str, phone: str, seen: str, now: datetime.datetime) -> Change:
    """E-mail address and phone (any spelling); empty for none. The old and the new one are told.

    Raises NotHerAddress, ChannelLacks when a channel in her order would lose what it uses.
    """
    return _change(acting, Section.CONTACT, {"email": email, "phone": phone}, seen, now)


def change_address(
    acting: Acting, *, street: str, postal_code: str, locality: str, canton: str, seen: str, now: datetime.datetime
) -> Change:
    """Where she lives and gets her letters. `canton`, two capitals, moves her deadlines. Raises ChannelLacks."""
    facts = {"street": street, "postal_code": postal_code, "locality": locality, "canton": canton}
    return _change(acting, Section.ADDRESS, facts, seen, now)


def change_languages(
    acting: Acting, *, speaks: list[str], reads: list[str], seen: str, now: datetime.datetime
) -> Change:
    """ISO 639 codes, each once; the language that she is written to in is another thing."""
    facts = {"speaks": list(dict.fromkeys(speaks)), "reads": list(dict.fromkeys(reads))}
    return _change(acting, Section.LANGUAGES, facts, seen, now)


def change_reach(
    acting: Acting, *, channels: list[Channel], reserved_from_digital: bool, seen: str, now: datetime.datetime
) -> Change:
    """The channels, the first one first. On paper and at the desk only: the digital ones leave the order.

    Raises ChannelLacks.
    """
    kept = [channel for channel in channels if not (reserved_from_digital and channel.is_digital)]
    facts = {"channels": [channel.value for channel in kept], "reserved_from_digital": reserved_from_digital}
    return _change(acting, Section.REACH, facts, seen, now)


def change_needs(
    acting: Acting, *, interpreter: str, large_print: bool, easy_language: bool, seen: str, now: datetime.datetime
) -> Change:
    """`interpreter`: ISO 639 code of a spoken or a sign language, empty for none."""
    facts = {"interpreter": interpreter, "large_print": large_print, "easy_language": easy_language}
    return _change(acting, Section.NEEDS, facts, seen, now)


def refuse_typists_address(acting: Acting, email: str) -> None:
    """Raises NotHerAddress when somebody writes her own address as another person's."""
    typist = None if acting.is_own_file else acting.user_id
    if typist is not None and rules.is_typists_address(email, email_of(typist)):
        raise NotHerAddress


@transaction.atomic
def _change(acting: Acting, section: Section, facts: dict[str, Any], seen: str, now: datetime.datetime) -> Change:
    person = Person.objects.select_for_update(of=("self",)).get(pk=acting.file(Purpose.PERSONAL_DATA))
    before = person.facts(FIELDS[section])
    if rules.state_of(before) != seen:
        raise ChangedMeanwhile(Known(facts=before, seen=rules.state_of(before)))
    for name, value in facts.items():
        setattr(person, name, value)
    everything_else = {field.name for field in Person._meta.fields} - facts.keys()
    person.clean_fields(exclude=everything_else)
    after = person.facts(FIELDS[section])
    if after == before:
        return Change(changed=False)
    if section is Section.CONTACT and person.email != before["email"]:
        refuse_typists_address(acting, person.email)
    _refuse_unusable_channel(person, now)
    person.validate_constraints(exclude=everything_else)
    person.save(update_fields=list(facts))
    kind = "change" if acting.is_own_file else "note"
    record(acting, verb=f"people.{kind}_{section}", purpose=Purpose.PERSONAL_DATA, now=now)
    return notices.tell(acting, person, section, before, now=now)


def _refuse_unusable_channel(person: Person, now: datetime.datetime) -> None:
    lacking = rules.unusable(
        [Channel(channel) for channel in person.channels],
        account=person.user_id is not None,
        email=person.email,
        phone=person.phone,
        address=person.has_address,
        # Without this channel in her order nobody needs to know.
        helper=Channel.VIA_HELPER not in person.channels or registry.has_helper(person.pk, now),
    )
    if lacking:
        raise ChannelLacks(lacking)
