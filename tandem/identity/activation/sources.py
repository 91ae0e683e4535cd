"""What the person's own row says about her, one entry per fact."""

from django.utils.translation import gettext as _

from tandem.foundation.formatting import plain_date
from tandem.foundation.languages import OWN_NAMES, Language
from tandem.identity.access.types import Acting
from tandem.identity.activation.types import WrittenEntry
from tandem.identity.people.selectors import person_summary
from tandem.identity.people.types import PersonSummary


def personal_facts(file: Acting) -> list[WrittenEntry]:
    """What is known about her and who is in charge; facts that nobody wrote are left out."""
    person = person_summary(file)
    return [
        WrittenEntry(kind="people.Person", key=key, heading=heading, text=text)
        for key, heading, text in _facts(person)
        if text
    ]


def _facts(person: PersonSummary) -> list[tuple[str, str, str]]:
    born = plain_date(person.birth_date) if person.birth_date else ""
    return [
        ("name", _("Name"), person.name),
        ("birth_date", _("Date of birth"), born),
        ("avs_number", _("AVS number"), person.avs_number),
        ("language", _("Language"), OWN_NAMES[Language(person.language)]),
        ("street", _("Street"), person.street),
        ("place", _("Place"), person.place),
        ("email", _("E-mail address"), person.email),
        ("phone", _("Phone"), person.phone),
        ("office", _("Your office (regional employment centre)"), person.office),
        ("counsellor", _("Your counsellor"), person.counsellor),
        ("fund", _("Your fund (unemployment fund)"), person.fund),
    ]
