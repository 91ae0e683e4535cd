"""What is added to a daily allowance and what goes off it (R-36, R-37)."""

from decimal import Decimal

from tandem.eservices.entitlement.enums import Confidence, Finding
from tandem.eservices.entitlement.rules import arguments
from tandem.eservices.entitlement.rules.figures import francs, percent, plain, to_cents, to_five_cents
from tandem.eservices.entitlement.rules.parameters import LAW_2026, Law
from tandem.eservices.entitlement.types import Deductions, Explanation

# BVV 2 and RS 837.174 turn the yearly limits into limits of a day.
DAYS_PER_YEAR = Decimal("260.4")
INSURED_HALF = Decimal("0.5")
LIMITS = ("entry_limit_year", "coordination_year", "coordinated_min_year")


def family_supplement(monthly_allowance: Decimal, *, law: Law = LAW_2026) -> Explanation[Decimal]:
    """A family allowance per day, when nobody else is paid one for the child (LACI art. 22 para. 1).

    `monthly_allowance` in CHF is the canton's; `law` knows the federal minimum.
    """
    month = arguments.amount("monthly_allowance", monthly_allowance)
    day = to_cents(month / law.days_per_month)
    return Explanation(
        figure=day,
        finding=Finding.SUPPLEMENT,
        formula=f"{francs(month)} ÷ {plain(law.days_per_month)} = {francs(day)}",
        articles=("LACI 22 al. 1", "LAFam 3 al. 1"),
        confidence=Confidence.VERIFIED,
    )


def old_age_deduction(allowance: Decimal, *, law: Law = LAW_2026) -> Explanation[Decimal]:
    """Old-age, invalidity and income-loss insurance: 5.3 % of the allowance (LACI art. 22a para. 1)."""
    gross = arguments.amount("allowance", allowance)
    formula = f"{francs(gross)} × {percent(law.old_age_share)}"
    return _off(gross * law.old_age_share, formula, Finding.DEDUCTION_AHV, "LACI 22a al. 1", Confidence.VERIFIED)


def pension_fund_deduction(allowance: Decimal, *, law: Law = LAW_2026) -> Explanation[Decimal]:
    """Death and invalidity by the occupational pension scheme: half of 0.25 % of the co-ordinated day wage.

    Nothing up to the entry limit of a day (LACI art. 22a para. 3, RS 837.174). A small wage above it counts with the
    smallest co-ordinated wage.
    """
    gross = arguments.amount("allowance", allowance)
    entry = to_cents(law.entry_limit_year / DAYS_PER_YEAR)
    coordination = to_cents(law.coordination_year / DAYS_PER_YEAR)
    smallest = to_cents(law.coordinated_min_year / DAYS_PER_YEAR)
    confidence = Confidence.OLDER if law.is_outdated(*LIMITS) else Confidence.SECONDARY
    if gross <= entry:
        return Explanation(
            figure=Decimal("0.00"),
            finding=Finding.DEDUCTION_PENSION_NONE,
            formula=f"{francs(gross)} ≤ {francs(entry)}",
            articles=("LACI 22a al. 3",),
            confidence=confidence,
        )
    share = law.pension_fund_share * INSURED_HALF
    if gross - coordination < smallest:
        base, formula = smallest, f"{francs(smallest)} × {percent(share)}"
    else:
        base, formula = gross - coordination, f"({francs(gross)} − {francs(coordination)}) × {percent(share)}"
    return _off(base * share, formula, Finding.DEDUCTION_PENSION, "LACI 22a al. 3", confidence)


def accident_deduction(allowance: Decimal, share: Decimal) -> Explanation[Decimal]:
    """Non-occupational accidents, at the rate of the insured person (LACI art. 22a para. 4, UVV art. 131).

    `share` is what the fund deducts, as a fraction (2.47 % in 2023 was 0.0247). No rate is built in: it may change
    at the start of a month, and that of 2026 is not published where we looked.
    """
    gross = arguments.amount("allowance", allowance)
    rate = arguments.amount("share", share)
    if rate >= 1:
        raise ValueError(f"share: a fraction such as 0.0247 is needed, got {share!r}.")
    formula = f"{francs(gross)} × {percent(rate)}"
    return _off(gross * rate, formula, Finding.DEDUCTION_ACCIDENT, "LACI 22a al. 4", Confidence.SECONDARY)


def deductions(allowance: Decimal, *, accident_share: Decimal | None = None, law: Law = LAW_2026) -> Deductions:
    """All federal deductions from one allowance and what is left; without a rate the accident premium is left out.

    Withholding tax and cantonal deductions are not in it (R-37: from memory, or different by canton).
    """
    gross = arguments.amount("allowance", allowance)
    old_age = old_age_deduction(gross, law=law)
    pension_fund = pension_fund_deduction(gross, law=law)
    accident = None if accident_share is None else accident_deduction(gross, accident_share)
    parts = [one for one in (old_age, accident, pension_fund) if one is not None]
    net = gross - sum((one.figure for one in parts), Decimal(0))
    return Deductions(
        old_age=old_age,
        pension_fund=pension_fund,
        accident=accident,
        net=Explanation(
            figure=to_cents(net),
            finding=Finding.NET,
            formula=" − ".join(francs(one) for one in (gross, *(part.figure for part in parts))) + f" = {francs(net)}",
            articles=("LACI 22a",),
            confidence=max(parts, key=lambda one: one.indicative).confidence,
        ),
    )


def _off(exact: Decimal, formula: str, finding: Finding, article: str, confidence: Confidence) -> Explanation[Decimal]:
    figure = to_five_cents(exact)
    return Explanation(
        figure=figure,
        finding=finding,
        formula=f"{formula} ≈ {francs(figure)}",
        articles=(article,),
        confidence=confidence,
    )
