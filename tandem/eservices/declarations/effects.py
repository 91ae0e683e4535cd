"""What follows from the answers of the month, computed before anything is sent. Pure; every figure is indicative."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from tandem.eservices.entitlement import rules as entitlement
from tandem.eservices.procedures.types import Answers, Context, Effect
from tandem.foundation.formatting import money


def of(answers: Answers, context: Context) -> tuple[Effect, ...]:
    """What intermediate earnings change (LACI 24); only a sentence while her insured earnings are not known."""
    insured, rate = context.known.get("claims.insured_month"), context.known.get("claims.rate")
    if insured is None or rate is None:
        return _without_figures(answers)
    income = earned(answers)
    if not income:
        return ()
    days = entitlement.controlled_days(context.month, since=context.known.get("claims.opened_on"))
    if not days:
        return _without_figures(answers)
    law = entitlement.law_on(context.month)
    found = entitlement.intermediate_earnings(insured, income, days, rate, law=law)
    if found.eligible:
        sentence = _("With earnings of %(income)s the compensation is about %(amount)s before deductions.")
    else:
        sentence = _(
            "With earnings of %(income)s there is no compensation for this month: per day you earn as much as the "
            "allowance, or more."
        )
    return (
        Effect(
            sentence=sentence % {"income": money(income), "amount": money(found.compensation)},
            figure=found.compensation,
            formula=found.explanation.formula,
            article=found.explanation.articles[0],
        ),
    )


def earned(answers: Answers) -> Decimal:
    """What counts as intermediate earnings: wages, and one's own business less material and 20 percent (OACI 41a)."""
    wages = (
        sum((row["gross"] for row in answers.get("employers") or []), Decimal(0))
        if answers.get("worked")
        else Decimal(0)
    )
    if not answers.get("self_employed"):
        return wages
    income, costs = answers.get("own_income") or Decimal(0), answers.get("own_costs") or Decimal(0)
    return wages + entitlement.self_employed_income(income, min(costs, income))


def _without_figures(answers: Answers) -> tuple[Effect, ...]:
    if not earned(answers):
        return ()
    return (
        Effect(
            sentence=_(
                "Your earnings are counted against your benefit. How much, your fund says once it knows your insured "
                "earnings; you can compute it yourself under “What you can expect”."
            ),
            article="LACI 24",
        ),
    )
