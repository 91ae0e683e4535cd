"""What the registration knows before it asks."""

from typing import Any

from tandem.eservices.procedures.types import Context
from tandem.eservices.registration.models import Registration
from tandem.identity.access.types import Acting
from tandem.identity.organisations.selectors import office_for
from tandem.identity.people.selectors import person_summary

SOURCES = {"registration.is_registered": (), "registration.office": ()}


def registration(file: Acting, context: Context) -> dict[str, Any]:
    """Whether a registration runs, and which office serves the place where she lives."""
    office = office_for(person_summary(file).postal_code, context.today)
    return {
        "registration.is_registered": Registration.objects.of(context.person_id).current().exists(),
        "registration.office": office.name if office else None,
    }
