"""Figures of the law in the reader's words."""

import dataclasses
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language

from tandem.eservices.entitlement.enums import Finding
from tandem.eservices.entitlement.types import Explanation, Frameworks
from tandem.eservices.entitlement.wording import LABELS, REASONS, TRAININGS
from tandem.eservices.procedures.types import Effect
from tandem.foundation import formatting
from tandem.identity.access.rules import citation

_SHARES = {Finding.RATE_FULL_CHILD, Finding.RATE_FULL_INVALIDITY, Finding.RATE_FULL_LOW, Finding.RATE_REDUCED}
NO_MONEY = {*_SHARES, Finding.CONTRIBUTION_MET, Finding.CONTRIBUTION_SHORT}


@dataclasses.dataclass(frozen=True, kw_only=True)
class InWords:
    """One figure as a person reads it: what it is, how much, why, computed how, by which articles."""

    label: str
    value: str
    reason: str
    formula: str
    articles: tuple[str, ...]
    indicative: bool

    @property
    def cited(self) -> str:
        return ", ".join(self.articles)


def in_words(explanation: Explanation) -> InWords:
    """A figure with its reason, in the language that is active."""
    language = get_language() or "fr"
    return InWords(
        label=str(LABELS[explanation.finding]),
        value=_value(explanation),
        reason=str(REASONS[explanation.finding]) % _named(explanation),
        formula=explanation.formula,
        articles=tuple(citation(article, language) for article in explanation.articles),
        indicative=explanation.indicative,
    )


def effect(explanation: Explanation) -> Effect:
    """A figure as a form shows it before somebody files, in the language that is active."""
    said = in_words(explanation)
    is_money = isinstance(explanation.figure, Decimal) and explanation.finding not in NO_MONEY
    return Effect(
        sentence=f"{said.label}. {said.reason}" if is_money else f"{said.label}: {said.value}. {said.reason}",
        figure=explanation.figure if is_money else None,
        formula=said.formula,
        article=explanation.articles[0],
        indicative=said.indicative,
    )


def training_choices() -> list[tuple[str, Promise]]:
    """Completed trainings with their words, for a form."""
    return [(one.value, label) for one, label in TRAININGS.items()]


def _named(explanation: Explanation) -> dict[str, str]:
    found = explanation.figure
    if not isinstance(found, Frameworks):
        return {}
    return {
        "start": formatting.plain_date(found.benefit.start),
        "end": formatting.plain_date(found.benefit.last_day),
        "before": formatting.plain_date(found.contribution.start),
    }


def _value(explanation: Explanation) -> str:
    figure = explanation.figure
    if isinstance(figure, Frameworks):
        days = (figure.benefit.start, figure.benefit.last_day)
        return " – ".join(map(formatting.short_date, days))
    if explanation.finding in _SHARES:
        return f"{formatting.number(figure * 100, 0)}{formatting.NO_BREAK}%"
    if isinstance(figure, Decimal) and explanation.finding not in NO_MONEY:
        return formatting.money(figure)
    return formatting.number(figure)
