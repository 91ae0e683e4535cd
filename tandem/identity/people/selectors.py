import datetime

from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting
from tandem.identity.organisations.selectors import in_force
from tandem.identity.people import rules
from tandem.identity.people.enums import Channel
from tandem.identity.people.models import Person
from tandem.identity.people.types import Contact, PersonSummary


def person_summary(file: Acting) -> PersonSummary:
    """Who the opened file is about. `file` is what `open_file` returned."""
    person = Person.objects.with_those_in_charge().get(pk=file.file())
    return _summary(person)


def caseload(acting: Acting, now: datetime.datetime) -> list[PersonSummary]:
    """The persons whose counsellor this member is, by last name. A list of names opens no file and leaves no row.

    Raises Hidden for whoever does not act as counsellor.
    """
    if acting.capacity is not Capacity.COUNSELLOR or acting.user_id is None or acting.organisation_id is None:
        raise Hidden
    people = (
        Person.objects.with_those_in_charge()
        .filter(
            in_force(on=day_of(now), prefix="counsellor__"),
            counsellor__user_id=acting.user_id,
            counsellor__organisation_id=acting.organisation_id,
        )
        .order_by("family_name", "given_name", "pk")
    )
    return [_summary(person) for person in people]


def domicile_canton(person_id: int) -> str:
    """Two capitals ("FR"): the canton whose holidays move the person's deadlines (LPGA 38 al. 3)."""
    return Person.objects.values_list("canton", flat=True).get(pk=person_id)


def language_of(person_id: int) -> str:
    """The language in which the person is written to."""
    return Person.objects.values_list("language", flat=True).get(pk=person_id)


def contact_of(person_id: int) -> Contact:
    """How to write to the person, for what the platform sends. A page asks for her file instead.

    A helper's whereabouts are not in it: whoever delivers through a helper asks the mandates, and goes on to the next
    channel when there is none.
    """
    person = Person.objects.get(pk=person_id)
    has_address = bool(person.postal_code and person.locality)
    lines = (person.name, person.street, f"{person.postal_code} {person.locality}") if has_address else ()
    return Contact(
        name=person.name,
        email=person.email,
        phone=person.phone,
        address=tuple(line for line in lines if line),
        language=Language(person.language),
        channels=rules.channel_order(
            [Channel(channel) for channel in person.channels],
            reserved=person.reserved_from_digital,
            account=person.user_id is not None,
            email=person.email,
            phone=person.phone,
            address=has_address,
        ),
        large_print=person.large_print,
    )


def channel_order(person_id: int) -> tuple[Channel, ...]:
    """The channels to try, the first one first; empty when only the desk is left."""
    return contact_of(person_id).channels


def _summary(person: Person) -> PersonSummary:
    return PersonSummary(
        person_id=person.pk,
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=person.birth_date,
        person_number=person.person_number or "",
        avs_number=rules.formatted(person.avs_number) if person.avs_number else "",
        language=person.language,
        email=person.email,
        phone=person.phone,
        street=person.street,
        postal_code=person.postal_code,
        locality=person.locality,
        canton=person.canton,
        has_account=person.user_id is not None,
        office=person.office.name if person.office else "",
        counsellor=person.counsellor.user.name if person.counsellor else "",
        fund=person.fund.name if person.fund else "",
    )
