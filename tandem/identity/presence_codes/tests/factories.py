"""A list of presence codes in somebody's hand."""

from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.presence_codes import services
from tandem.identity.recovery.enums import Document


def file_of(person, membership=None, *, now=NOON):
    """Her file, open at the desk of her office."""
    return open_file(acting_as_member(membership or person.counsellor), person.pk, Purpose.LOG_IN, now=now)


def printed(person, *, now=NOON) -> tuple[str, ...]:
    """The codes that the desk has just handed to her, the first one first."""
    return services.hand_out(file_of(person, now=now), document=Document.PASSPORT, now=now).codes
