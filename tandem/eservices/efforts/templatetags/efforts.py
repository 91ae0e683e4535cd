"""How efforts are said and shown, for the pages of the rooms above: they load this instead of our presenters."""

from typing import Any

from django import template

from tandem.eservices.efforts import presenters, rules
from tandem.eservices.efforts.enums import PeriodState
from tandem.eservices.efforts.types import Exempt, FiledProof, MonthSummary, Target

register = template.Library()


@register.filter
def due_sentence(summary: MonthSummary) -> str:
    """When a month is due, with the article."""
    return presenters.due_sentence(summary)


@register.filter
def target_sentence(target: Target) -> str:
    """How many efforts a month, and who says so."""
    return presenters.target_sentence(target)


@register.filter
def exemption_rows(exemptions: tuple[Exempt, ...]) -> list[dict[str, Any]]:
    """Days without the duty, each with its ground and source."""
    return presenters.exemption_rows(exemptions)


@register.filter
def state_colour(state: PeriodState) -> str:
    """The colour of the tag that names the state."""
    return presenters.STATE_COLOURS[state]


@register.inclusion_tag("efforts/_filed_table.html")
def filed_efforts(proof: FiledProof) -> dict[str, Any]:
    """The efforts of one filing as a dense table, for a desk."""
    return {"rows": presenters.filed_rows(proof)}


@register.simple_tag
def spread_hints(proofs: list[FiledProof]) -> list[str]:
    """Hints about the spread of what was filed, as sentences; never law."""
    days = [row["day"] for proof in proofs for row in presenters.filed_rows(proof)]
    return presenters.hint_sentences(rules.spread(days))
