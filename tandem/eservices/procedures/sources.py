"""What the person's own data answer: nobody is asked for them twice."""

from collections.abc import Mapping
from typing import Any

from tandem.eservices.procedures.types import Context
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary
from tandem.identity.people.types import PersonSummary

# Source -> names of the questions that it answers.
PEOPLE: Mapping[str, tuple[str, ...]] = {
    f"people.{name}": (name,)
    for name in (
        "given_name",
        "family_name",
        "birth_date",
        "person_number",
        "avs_number",
        "email",
        "phone",
        "street",
        "postal_code",
        "locality",
        "canton",
        "language",
    )
}


def facts_of(person: PersonSummary) -> dict[str, Any]:
    """The values of all `people` sources; what is empty is not known."""
    return {name: getattr(person, name.partition(".")[2]) or None for name in PEOPLE}


def people(file: Acting, context: Context) -> dict[str, Any]:
    return facts_of(person_summary(file))
