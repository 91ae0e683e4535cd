"""The lines of docs/friction.md."""

from tests.friction.journeys import Journey
from tests.friction.player import Count


def line(journey: Journey, together: Count, alone: Count) -> str:
    """One journey: both sums, and what they are made of (links and buttons, choices, fields)."""
    return f"| {journey.name} | {_cell(together)} | {_cell(alone)} |"


def _cell(count: Count) -> str:
    return f"**{count.interactions}** ({count.clicks} + {count.taps} + {count.fields}), {count.pages} pages"
