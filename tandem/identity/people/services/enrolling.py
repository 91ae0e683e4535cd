"""A person begins her own file, and the office's number makes her known (LACI 17 al. 2; OACI 18, 19)."""

import dataclasses
import datetime
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting
from tandem.identity.organisations.enums import OrganisationKind
from tandem.identity.organisations.selectors import is_of_kind
from tandem.identity.people import registry
from tandem.identity.people.models import Person
from tandem.identity.people.selectors import office_team
from tandem.identity.people.services.files import HasAFile, NotAFund, assign_counsellor, register_person
from tandem.identity.people.types import FirstFacts

# An AVS number says whether somebody has a file: nobody tries many.
BEGINNINGS = Limit("people.begin_own_file", attempts=5, window=datetime.timedelta(hours=24))


class KnownAlready(Refusal):
    message = _(
        "An office has begun a file with this AVS number already. Nothing was changed; nothing is kept twice. Open "
        "that file with the person number from the office's letter, or ask the desk of your office."
    )


class ImpossibleFacts(Refusal):
    """`fields` are the names of the facts that cannot stand, with a sentence for each."""

    message = _("Something in it cannot be right. Nothing was kept yet; what you typed stands on the page.")

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__()
        self.fields = fields


def begin_own_file(acting: Acting, *, facts: FirstFacts, now: datetime.datetime) -> Acting:
    """Begin the file of the account's owner; returns `acting` with it open for her registration.

    A record that an office made before is never doubled. Raises KnownAlready, HasAFile, ImpossibleFacts,
    TooManyAttempts; Hidden for a visitor.
    """
    if acting.user_id is None:
        raise Hidden
    # Before the transaction: a refusal must not take the count back.
    wait = BEGINNINGS.claim(str(acting.user_id), now=now)
    if wait:
        raise TooManyAttempts(wait)
    if Person.objects.filter(user_id=acting.user_id).exists():
        raise HasAFile
    person = Person(user_id=acting.user_id, **dataclasses.asdict(facts))
    with transaction.atomic():
        _checked(person)
        person.save()
        file = acting.herself(person.pk, Purpose.REGISTRATION)
        record(file, verb="people.begin_own_file", purpose=Purpose.REGISTRATION, now=now)
    return file


@transaction.atomic
def register_at_desk(acting: Acting, *, facts: FirstFacts, now: datetime.datetime) -> int:
    """Begin the file of somebody who comes to the desk, with a person number; the counsellor there is in charge.

    Nobody needs an e-mail address or a phone. Returns the person's key. Raises Hidden for others than counsellors,
    ImpossibleFacts (an AVS number that is taken or mistyped).
    """
    own = office_team(acting, now).own
    try:
        file = register_person(acting, **dataclasses.asdict(facts), person_number=_free_number(), now=now)
    except ValidationError as error:
        raise ImpossibleFacts(
            {name: [str(one) for one in found] for name, found in error.message_dict.items()}
        ) from None
    assign_counsellor(file, membership_id=own, now=now)
    for follow in registry.desk_hooks:
        follow(file, now)
    return file.file()


@transaction.atomic
def enrol(
    acting: Acting, *, office_id: int | None, fund_id: int | None, now: datetime.datetime, anew: bool = False
) -> str:
    """Make the person of the opened file known to an office, with a person number; returns the number (8 digits).

    What stands already stays: her number, her office, and her fund when none is named. `anew`: she was deregistered
    and comes back; then the office is the one named, and the counsellor of another one is not in charge any more.
    Raises NotAFund.
    """
    people = Person.objects.select_for_update(of=("self",))
    person = people.get(pk=acting.file(Purpose.REGISTRATION))
    if fund_id is not None and not is_of_kind(fund_id, OrganisationKind.FUND):
        raise NotAFund
    person.person_number = person.person_number or _free_number()
    if anew and office_id and office_id != person.office_id:
        person.office_id, person.counsellor_id = office_id, None
    person.office_id = person.office_id or office_id
    person.fund_id = fund_id or person.fund_id
    person.save(update_fields=["person_number", "office", "counsellor", "fund"])
    # Of a form on paper the desk is the one who acts: its duty, not her word.
    verb = "people.enrol_from_paper" if acting.capacity is Capacity.COUNSELLOR else "people.enrol"
    record(acting, verb=verb, purpose=Purpose.REGISTRATION, now=now)
    return person.person_number


def _checked(person: Person) -> None:
    try:
        person.full_clean()
    except ValidationError as error:
        if Person.objects.filter(avs_number=person.avs_number).exists():
            raise KnownAlready from None
        raise ImpossibleFacts(
            {name: [str(one) for one in found] for name, found in error.message_dict.items()}
        ) from None


def _free_number() -> str:
    """A number that nobody has. It is drawn, so that nobody counts from one to the next."""
    while True:
        number = f"{secrets.randbelow(9 * 10**7) + 10**7}"
        if not Person.objects.filter(person_number=number).exists():
            return number
