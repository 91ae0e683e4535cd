"""All figures of one person's entitlement, one after the other."""

from decimal import Decimal

from tandem.eservices.entitlement.enums import ExemptionGround, Finding
from tandem.eservices.entitlement.rules.absences import DAYS_TO_EARN, control_free_days, illness_allowances_left
from tandem.eservices.entitlement.rules.allowance import (
    controlled_days,
    daily_allowance_explained,
    gross_month,
    rate_explained,
)
from tandem.eservices.entitlement.rules.deductions import deductions, family_supplement
from tandem.eservices.entitlement.rules.duration import all_waiting_days, max_allowances_explained
from tandem.eservices.entitlement.rules.earnings import flat_earnings, insured_from_averages
from tandem.eservices.entitlement.rules.frameworks import frameworks_explained
from tandem.eservices.entitlement.rules.parameters import Law, law_on
from tandem.eservices.entitlement.types import Explanation, Outlook, Situation
from tandem.foundation.months import following

MONTHS = 12


def outlook(situation: Situation) -> Outlook:
    """What the law gives in a situation: as far as it leads, and no further than the first reason for nothing.

    The example month is the first whole one. Raises ValueError naming the argument that makes no sense.
    """
    law = law_on(situation.opens_on)
    begun: list[Explanation[object]] = [frameworks_explained(situation.opens_on)]
    maximum = max_allowances_explained(
        situation.contribution_months,
        situation.age,
        situation.child_under_25,
        situation.invalidity_40,
        situation.ground is not None,
    )
    if maximum.figure == 0:
        return Outlook((*begun, maximum))
    insured = insured_of(situation)
    if insured.finding is Finding.EARNINGS_TOO_LOW:
        return Outlook((*begun, insured))

    who = (insured.figure, situation.child_under_25, situation.invalidity_40)
    allowance = daily_allowance_explained(*who, law=law)
    off = deductions(allowance.figure, accident_share=situation.accident_share, law=law)
    first_whole_month = situation.opens_on if situation.opens_on.day == 1 else following(situation.opens_on)
    figures: list[Explanation[object] | None] = [
        *begun,
        insured,
        rate_explained(*who, law=law),
        allowance,
        _supplement(situation, law),
        off.old_age,
        off.accident,
        off.pension_fund,
        off.net,
        gross_month(allowance.figure, controlled_days(first_whole_month)),
        all_waiting_days(MONTHS * insured.figure, situation.child_under_25, situation.ground, law=law),
        maximum,
        control_free_days(DAYS_TO_EARN),
        illness_allowances_left(0),
    ]
    return Outlook(tuple(one for one in figures if one is not None))


def insured_of(situation: Situation) -> Explanation[Decimal]:
    """The insured earnings in a situation, whether or not anything follows from them."""
    law = law_on(situation.opens_on)
    if situation.ground is None:
        return insured_from_averages(situation.average_6 or Decimal(0), situation.average_12, law=law)
    return flat_earnings(
        situation.training,
        situation.age,
        child_under_25=situation.child_under_25,
        halving_ground=situation.ground is ExemptionGround.EDUCATION,
        law=law,
    )


def _supplement(situation: Situation, law: Law) -> Explanation[Decimal] | None:
    if situation.supplements == 0:
        return None
    return family_supplement(law.child_allowance_month * situation.supplements, law=law)
