"""Insured earnings (R-27, R-28)."""

from collections.abc import Sequence
from decimal import Decimal

from tandem.eservices.entitlement.enums import Confidence, Finding, Training
from tandem.eservices.entitlement.rules import arguments
from tandem.eservices.entitlement.rules.figures import francs, plain, to_cents
from tandem.eservices.entitlement.rules.parameters import LAW_2026, Law
from tandem.eservices.entitlement.types import Explanation

SHORT = 6
LONG = 12
GROWN_UP = 20
YOUNG = 25
NEWLY_FIXED_MONTHS = 6
ARTICLES = ("LACI 23 al. 1", "OACI 37")


def insured_earnings(wages: Sequence[Decimal], *, law: Law = LAW_2026) -> Explanation[Decimal]:
    """Insured earnings in CHF a month from the wages of the last contribution months, the latest last.

    The average of the last 6 months, or of the last 12 when it is higher; below 500 francs nothing is insured (0.00),
    above 12'350 nothing more (LACI art. 23 para. 1, OACI art. 37 and 40). Wages of several jobs are added before.
    Raises ValueError naming `wages` when there are fewer than 6.
    """
    if isinstance(wages, str) or not isinstance(wages, Sequence) or len(wages) < SHORT:
        raise ValueError(f"wages: those of at least {SHORT} months are needed, got {wages!r}.")
    amounts = [arguments.amount("wages", wage) for wage in wages]
    count, finding = SHORT, Finding.EARNINGS_AVERAGE_6
    if len(amounts) >= LONG and sum(amounts[-LONG:]) / LONG > sum(amounts[-SHORT:]) / SHORT:
        count, finding = LONG, Finding.EARNINGS_AVERAGE_12
    total = sum(amounts[-count:], Decimal(0))
    return _within_limits(total / count, f"{francs(total)} ÷ {count} = {francs(total / count)}", finding, law)


def insured_from_averages(
    average_6: Decimal, average_12: Decimal | None = None, *, law: Law = LAW_2026
) -> Explanation[Decimal]:
    """As `insured_earnings`, from the averages of the last 6 and of the last 12 contribution months, CHF a month."""
    short = arguments.amount("average_6", average_6)
    if average_12 is None:
        return _within_limits(short, francs(short), Finding.EARNINGS_AVERAGE_6, law)
    long = arguments.amount("average_12", average_12)
    if long > short:
        return _within_limits(long, f"{francs(long)} > {francs(short)}", Finding.EARNINGS_AVERAGE_12, law)
    return _within_limits(short, f"{francs(short)} ≥ {francs(long)}", Finding.EARNINGS_AVERAGE_6, law)


def flat_earnings(
    training: Training,
    age: int,
    *,
    child_under_25: bool,
    halving_ground: bool,
    apprentice_wage: Decimal | None = None,
    law: Law = LAW_2026,
) -> Explanation[Decimal]:
    """Flat insured earnings in CHF a month for who needs no contribution period (LACI art. 23 para. 2, OACI art. 41).

    `halving_ground`: exempt because of education, or just out of an apprenticeship. The amount is halved then, for
    who is under 25 and maintains no child. A higher wage of the apprenticeship (CHF a month) takes its place.
    """
    if not isinstance(training, Training):
        raise ValueError(f"training: known are {', '.join(Training)}, got {training!r}.")
    years = arguments.age("age", age)
    has_child = arguments.yes_or_no("child_under_25", child_under_25)
    per_day = {
        Training.TERTIARY: law.flat_tertiary_day,
        Training.UPPER_SECONDARY: law.flat_upper_secondary_day,
        Training.OTHER: law.flat_other_day if years >= GROWN_UP else law.flat_under_20_day,
    }[training]
    halved = arguments.yes_or_no("halving_ground", halving_ground) and years < YOUNG and not has_child
    month = per_day * law.days_per_month / (2 if halved else 1)
    formula = f"{plain(per_day)} × {plain(law.days_per_month)}{' ÷ 2' if halved else ''} = {francs(month)}"
    articles = ("LACI 23 al. 2", "OACI 41")
    if apprentice_wage is not None and arguments.amount("apprentice_wage", apprentice_wage) > month:
        return _earnings(
            to_cents(min(Decimal(apprentice_wage), law.insured_max_month)),
            Finding.EARNINGS_APPRENTICE_WAGE,
            f"{francs(apprentice_wage)} > {formula}",
            articles,
        )
    finding = Finding.EARNINGS_FLAT_HALVED if halved else Finding.EARNINGS_FLAT
    return _earnings(to_cents(month), finding, formula, articles)


def combined_earnings(wage: Decimal, flat: Decimal, degree: Decimal, *, law: Law = LAW_2026) -> Explanation[Decimal]:
    """Wage and the part of the flat amount that the degree of employment leaves (LACI art. 23 para. 2bis).

    For who is exempt and has twelve contribution months all the same. CHF a month; `degree` from 0 to 1.
    """
    earned, amount = arguments.amount("wage", wage), arguments.amount("flat", flat)
    share = arguments.amount("degree", degree)
    if share > 1:
        raise ValueError(f"degree: between 0 and 1, got {degree!r}.")
    total = min(earned + amount * (1 - share), law.insured_max_month)
    formula = f"{francs(earned)} + {francs(amount)} × {plain(1 - share)} = {francs(total)}"
    return _earnings(to_cents(total), Finding.EARNINGS_COMBINED, formula, ("LACI 23 al. 2bis",))


def is_newly_fixed(*, months_without_break: int, wage: Decimal, insured_month: Decimal) -> bool:
    """Six months without break in a better paid job, then unemployed again: fixed anew (LACI 23, OACI 37 para. 4)."""
    months = arguments.whole("months_without_break", months_without_break)
    earned = arguments.amount("wage", wage)
    return months >= NEWLY_FIXED_MONTHS and earned > arguments.amount("insured_month", insured_month)


def _within_limits(average: Decimal, formula: str, finding: Finding, law: Law) -> Explanation[Decimal]:
    if average < law.insured_min_month:
        return _earnings(
            Decimal("0.00"),
            Finding.EARNINGS_TOO_LOW,
            f"{francs(average)} < {plain(law.insured_min_month)}",
            ("LACI 23 al. 1", "OACI 40"),
        )
    if average > law.insured_max_month:
        maximum = to_cents(law.insured_max_month)
        return _earnings(maximum, Finding.EARNINGS_CAPPED, f"{francs(average)} > {francs(maximum)}")
    return _earnings(to_cents(average), finding, formula)


def _earnings(
    figure: Decimal, finding: Finding, formula: str, articles: tuple[str, ...] = ARTICLES
) -> Explanation[Decimal]:
    return Explanation(
        figure=figure, finding=finding, formula=formula, articles=articles, confidence=Confidence.VERIFIED
    )
