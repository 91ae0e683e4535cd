"""The law of the entitlement: frameworks, earnings, rate, allowance, waiting, maximum, absences, deductions.

No Django, no clock. Money is Decimal in CHF, shares are fractions, days are dates, periods half-open. A wrong value
raises ValueError that names the argument. Where a function says `_explained`, or returns an `Explanation`, the figure
comes with its formula, its articles and how sure the rule is. `law` are the amounts of a day (`law_on`).
"""

from tandem.eservices.entitlement.rules.absences import (
    announce_by,
    control_free_days,
    illness_allowances_left,
    last_paid_day,
    report_illness_by,
    share_while_partly_able,
    unpaid_before_report,
)
from tandem.eservices.entitlement.rules.allowance import (
    allowance_at,
    controlled_days,
    daily_allowance,
    daily_allowance_explained,
    gross_month,
    rate,
    rate_explained,
)
from tandem.eservices.entitlement.rules.deductions import (
    accident_deduction,
    deductions,
    family_supplement,
    old_age_deduction,
    pension_fund_deduction,
)
from tandem.eservices.entitlement.rules.duration import (
    all_waiting_days,
    max_allowances,
    max_allowances_explained,
    max_allowances_near_pension,
    waiting_days,
    waiting_days_explained,
)
from tandem.eservices.entitlement.rules.earnings import (
    combined_earnings,
    flat_earnings,
    insured_earnings,
    insured_from_averages,
    is_newly_fixed,
)
from tandem.eservices.entitlement.rules.frameworks import (
    contribution_months,
    exempt_by_event,
    exempt_by_prevention,
    exempt_by_return,
    frameworks,
    frameworks_explained,
)
from tandem.eservices.entitlement.rules.intermediate import (
    compensated_until,
    intermediate_earnings,
    self_employed_income,
)
from tandem.eservices.entitlement.rules.outlook import insured_of, outlook
from tandem.eservices.entitlement.rules.parameters import LAW_2026, PARAMETERS, Law, Parameter, law_on

__all__ = [
    "LAW_2026",
    "PARAMETERS",
    "Law",
    "Parameter",
    "accident_deduction",
    "all_waiting_days",
    "allowance_at",
    "announce_by",
    "combined_earnings",
    "compensated_until",
    "contribution_months",
    "control_free_days",
    "controlled_days",
    "daily_allowance",
    "daily_allowance_explained",
    "deductions",
    "exempt_by_event",
    "exempt_by_prevention",
    "exempt_by_return",
    "family_supplement",
    "flat_earnings",
    "frameworks",
    "frameworks_explained",
    "gross_month",
    "illness_allowances_left",
    "insured_earnings",
    "insured_from_averages",
    "insured_of",
    "intermediate_earnings",
    "is_newly_fixed",
    "last_paid_day",
    "law_on",
    "max_allowances",
    "max_allowances_explained",
    "max_allowances_near_pension",
    "old_age_deduction",
    "outlook",
    "pension_fund_deduction",
    "rate",
    "rate_explained",
    "report_illness_by",
    "self_employed_income",
    "share_while_partly_able",
    "unpaid_before_report",
    "waiting_days",
    "waiting_days_explained",
]
