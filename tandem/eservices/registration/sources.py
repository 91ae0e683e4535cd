"""What the registration knows before it asks."""

from typing import Any

from tandem.eservices.procedures.types import Context
from tandem.eservices.registration.models import Registration
from tandem.eservices.registration.selectors import registered_answers
from tandem.identity.access.types import Acting
from tandem.identity.organisations.selectors import office_for
from tandem.identity.people.selectors import person_summary

SOURCES = {"registration.is_registered": (), "registration.office": ()}
# What whoever registers once more has said before, by the names of the questions.
BEFORE = {
    f"registration.{name}": (name,)
    for name in ("nationality", "permit", "civil_status", "wanted_workload", "wanted_jobs", "wanted_places")
}


def before(file: Acting, context: Context) -> dict[str, Any]:
    answers = registered_answers(file)
    return {name: answers.get(name.partition(".")[2]) or None for name in BEFORE}


def registration(file: Acting, context: Context) -> dict[str, Any]:
    """Whether an office has her already, at its desk or by a registration, and which one serves where she lives.

    Whose last registration has ended may register again, although her old office still has her file; whoever
    registered at the desk still has the form to fill in.
    """
    office = office_for(person_summary(file).postal_code, context.today)
    hers = list(Registration.objects.of(context.person_id).order_by("pk").values_list("ended_on", "filing_id"))
    by_form = any(ended_on is None and filing_id is not None for ended_on, filing_id in hers)
    known = by_form or (not hers and context.office_id is not None)
    return {
        "registration.is_registered": known,
        "registration.office": office.name if office else None,
    }
