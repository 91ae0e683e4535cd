"""The rate, the daily allowance and a month of it (R-29, R-30)."""

import datetime
from decimal import Decimal

from tandem.eservices.entitlement.enums import Confidence, Finding
from tandem.eservices.entitlement.rules import arguments
from tandem.eservices.entitlement.rules.figures import francs, percent, plain, to_cents, to_five_cents
from tandem.eservices.entitlement.rules.parameters import LAW_2026, Law
from tandem.eservices.entitlement.types import Explanation
from tandem.foundation.months import following

SATURDAY = 5


def rate(insured_month: Decimal, child_under_25: bool, invalidity_40: bool, *, law: Law = LAW_2026) -> Decimal:
    """The share of the insured earnings that is paid: 0.80 or 0.70 (LACI art. 22 para. 1 and 2, OACI art. 33).

    0.70 holds when there is no duty to maintain a child under 25, the full allowance is more than 140 francs a day,
    and no invalidity pension of 40 % or more is drawn. `insured_month` are the insured earnings in CHF a month, those
    above the insured maximum count as the maximum. Raises ValueError naming the argument.
    """
    return rate_explained(insured_month, child_under_25, invalidity_40, law=law).figure


def rate_explained(
    insured_month: Decimal, child_under_25: bool, invalidity_40: bool, *, law: Law = LAW_2026
) -> Explanation[Decimal]:
    """`rate`, with its reason."""
    insured = insured_amount(insured_month, law=law)
    full = insured * law.rate_full / law.days_per_month
    compared = f"{francs(insured)} × {percent(law.rate_full)} ÷ {plain(law.days_per_month)} = {francs(full)}"
    limit = francs(law.full_allowance_limit)
    if arguments.yes_or_no("child_under_25", child_under_25):
        share, finding, formula = law.rate_full, Finding.RATE_FULL_CHILD, percent(law.rate_full)
        arguments.yes_or_no("invalidity_40", invalidity_40)
    elif arguments.yes_or_no("invalidity_40", invalidity_40):
        share, finding, formula = law.rate_full, Finding.RATE_FULL_INVALIDITY, percent(law.rate_full)
    elif full <= law.full_allowance_limit:
        share, finding, formula = law.rate_full, Finding.RATE_FULL_LOW, f"{compared} ≤ {limit}"
    else:
        share, finding, formula = law.rate_reduced, Finding.RATE_REDUCED, f"{compared} > {limit}"
    return Explanation(
        figure=share,
        finding=finding,
        formula=formula,
        articles=("LACI 22 al. 1", "LACI 22 al. 2", "OACI 33"),
        confidence=Confidence.VERIFIED,
    )


def daily_allowance(
    insured_month: Decimal, child_under_25: bool, invalidity_40: bool, *, law: Law = LAW_2026
) -> Decimal:
    """The gross allowance for one day, CHF, rounded to 0.05 (LACI art. 22, OACI art. 40a).

    Insured earnings × rate ÷ 21.7. Where the rate of 70 % would give less than 140 francs although the full allowance
    is more, it stays at 140. Raises ValueError naming the argument.
    """
    return daily_allowance_explained(insured_month, child_under_25, invalidity_40, law=law).figure


def daily_allowance_explained(
    insured_month: Decimal, child_under_25: bool, invalidity_40: bool, *, law: Law = LAW_2026
) -> Explanation[Decimal]:
    """`daily_allowance`, with its formula."""
    return allowance_at(insured_month, rate(insured_month, child_under_25, invalidity_40, law=law), law=law)


def allowance_at(insured_month: Decimal, share: Decimal, *, law: Law = LAW_2026) -> Explanation[Decimal]:
    """The allowance for one day at a rate that is already known, the floor of 140 francs included."""
    insured = insured_amount(insured_month, law=law)
    exact = insured * share / law.days_per_month
    full = insured * law.rate_full / law.days_per_month
    formula = f"{francs(insured)} × {percent(share)} ÷ {plain(law.days_per_month)} = {francs(exact)}"
    if share == law.rate_reduced and exact < law.full_allowance_limit < full:
        figure, finding = to_cents(law.full_allowance_limit), Finding.ALLOWANCE_FLOOR
        formula = f"{formula} < {francs(figure)}"
    else:
        figure, finding = to_five_cents(exact), Finding.ALLOWANCE
        if figure != to_cents(exact):
            formula = f"{formula} ≈ {francs(figure)}"
    return Explanation(
        figure=figure,
        finding=finding,
        formula=formula,
        articles=("LACI 22 al. 1", "LACI 22 al. 2", "OACI 40a"),
        confidence=Confidence.VERIFIED,
    )


def insured_amount(insured_month: Decimal, *, law: Law = LAW_2026) -> Decimal:
    """Insured earnings, at most the insured maximum (LACI art. 3 para. 2, 23 para. 1)."""
    return min(arguments.amount("insured_month", insured_month), law.insured_max_month)


def controlled_days(month: datetime.date, *, since: datetime.date | None = None) -> int:
    """The days from Monday to Friday of the month in which `month` lies: five allowances a week (LACI art. 21).

    Those before `since`, the first day of unemployment, do not count.
    """
    first = arguments.day("month", month).replace(day=1)
    begun = first if since is None else max(first, arguments.day("since", since))
    return sum(
        (begun + datetime.timedelta(days=number)).weekday() < SATURDAY
        for number in range((following(first) - begun).days)
    )


def gross_month(allowance: Decimal, days: int) -> Explanation[Decimal]:
    """Gross benefit of a month: allowance × paid days, waiting days and suspension days left out (LACI art. 21)."""
    per_day = arguments.amount("allowance", allowance)
    number = arguments.whole("days", days, highest=23)
    total = to_cents(per_day * number)
    return Explanation(
        figure=total,
        finding=Finding.GROSS,
        formula=f"{francs(per_day)} × {number} = {francs(total)}",
        articles=("LACI 21",),
        confidence=Confidence.VERIFIED,
    )
