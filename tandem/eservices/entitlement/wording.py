"""What each figure is called and why it is so, in plain words.

A sentence may use the named values that `selectors` gives it for its finding.
"""

from django.utils.translation import gettext_lazy as _

from tandem.eservices.entitlement.enums import ExemptionGround, Finding, Training

_INSURED = _("Insured earnings a month")
_RATE = _("Rate")
_ALLOWANCE = _("Daily allowance, gross")
_WAITING = _("Waiting days")
_MAXIMUM = _("Daily allowances at most")
_COMPENSATION = _("Paid by your fund this month")
_PENSION = _("Deduction for the pension fund")

LABELS = {
    Finding.FRAMEWORKS: _("Your two years"),
    Finding.CONTRIBUTION_MET: _("Contribution months"),
    Finding.CONTRIBUTION_SHORT: _("Contribution months"),
    Finding.EARNINGS_AVERAGE_6: _INSURED,
    Finding.EARNINGS_AVERAGE_12: _INSURED,
    Finding.EARNINGS_CAPPED: _INSURED,
    Finding.EARNINGS_TOO_LOW: _INSURED,
    Finding.EARNINGS_FLAT: _INSURED,
    Finding.EARNINGS_FLAT_HALVED: _INSURED,
    Finding.EARNINGS_APPRENTICE_WAGE: _INSURED,
    Finding.EARNINGS_COMBINED: _INSURED,
    Finding.RATE_FULL_CHILD: _RATE,
    Finding.RATE_FULL_INVALIDITY: _RATE,
    Finding.RATE_FULL_LOW: _RATE,
    Finding.RATE_REDUCED: _RATE,
    Finding.ALLOWANCE: _ALLOWANCE,
    Finding.ALLOWANCE_FLOOR: _ALLOWANCE,
    Finding.WAITING_NONE: _WAITING,
    Finding.WAITING: _WAITING,
    Finding.WAITING_SPECIAL: _WAITING,
    Finding.MAXIMUM_NONE: _MAXIMUM,
    Finding.MAXIMUM_EXEMPT: _MAXIMUM,
    Finding.MAXIMUM_YOUNG: _MAXIMUM,
    Finding.MAXIMUM: _MAXIMUM,
    Finding.MAXIMUM_NEAR_PENSION: _MAXIMUM,
    Finding.CONTROL_FREE: _("Control-free days after 60 days"),
    Finding.ILLNESS_LEFT: _("Paid days of illness, at most"),
    Finding.INTERMEDIATE: _COMPENSATION,
    Finding.INTERMEDIATE_TOO_HIGH: _COMPENSATION,
    Finding.SUPPLEMENT: _("Supplement for children, a day"),
    Finding.GROSS: _("A whole month, gross"),
    Finding.DEDUCTION_AHV: _("Deduction for old-age insurance"),
    Finding.DEDUCTION_ACCIDENT: _("Deduction for accident insurance"),
    Finding.DEDUCTION_PENSION: _PENSION,
    Finding.DEDUCTION_PENSION_NONE: _PENSION,
    Finding.NET: _("Daily allowance after these deductions"),
}

_AVERAGE_6 = _("The average wage of your last 6 months of work counts.")
_PENSION_WHY = _("This insures you against death and invalidity. You pay one half, the insurance the other.")

REASONS = {
    Finding.FRAMEWORKS: _(
        "You can be paid from %(start)s to %(end)s."
        " What you earned in the two years before counts, from %(before)s on."
    ),
    Finding.CONTRIBUTION_MET: _("You have worked long enough: 12 months are needed."),
    Finding.CONTRIBUTION_SHORT: _("12 months of work in the last two years are needed."),
    Finding.EARNINGS_AVERAGE_6: _AVERAGE_6,
    Finding.EARNINGS_AVERAGE_12: _("The average wage of your last 12 months of work counts, because it is higher."),
    Finding.EARNINGS_CAPPED: _("Your wage is higher than what the law insures. The highest insured amount counts."),
    Finding.EARNINGS_TOO_LOW: _("Less than CHF 500 a month is not insured."),
    Finding.EARNINGS_FLAT: _("You did not need 12 months of work. A fixed amount a day counts for you."),
    Finding.EARNINGS_FLAT_HALVED: _(
        "You did not need 12 months of work. A fixed amount a day counts for you. It is halved:"
        " you are under 25, come from education and have no child to maintain."
    ),
    Finding.EARNINGS_APPRENTICE_WAGE: _(
        "Your wage as an apprentice counts, because it is more than the fixed amount."
    ),
    Finding.EARNINGS_COMBINED: _("Your wage counts, and a part of the fixed amount for the time you did not work."),
    Finding.RATE_FULL_CHILD: _("You get the full rate, because you maintain a child under 25."),
    Finding.RATE_FULL_INVALIDITY: _(
        "You get the full rate, because you have an invalidity pension of at least 40 percent."
    ),
    Finding.RATE_FULL_LOW: _("You get the full rate, because it gives no more than CHF 140 a day."),
    Finding.RATE_REDUCED: _(
        "You get 70 percent: you maintain no child under 25, have no invalidity pension of 40 percent or more,"
        " and the full rate would give more than CHF 140 a day."
    ),
    Finding.ALLOWANCE: _("For each day from Monday to Friday. A month has 21.7 such days on average."),
    Finding.ALLOWANCE_FLOOR: _("70 percent would give less than CHF 140 a day. You get CHF 140 all the same."),
    Finding.WAITING_NONE: _("You are paid from the first day."),
    Finding.WAITING: _(
        "You are not paid for these days. You wait once in the two years. It depends on your earnings."
    ),
    Finding.WAITING_SPECIAL: _("You did not need 12 months of work, so you wait longer. The usual days are added."),
    Finding.MAXIMUM_NONE: _(
        "12 months of work in the last two years are needed. Were you ill or in education, or did you divorce?"
        " Then another rule may hold: ask your fund."
    ),
    Finding.MAXIMUM_EXEMPT: _("For who did not need 12 months of work."),
    Finding.MAXIMUM_YOUNG: _("For who is under 25 and maintains no child."),
    Finding.MAXIMUM: _("It depends on your months of work, your age and an invalidity pension."),
    Finding.MAXIMUM_NEAR_PENSION: _("120 more, because you are in the four years before your pension."),
    Finding.CONTROL_FREE: _("After each 60 days of unemployment you get 5 days off. Tell your office 14 days before."),
    Finding.ILLNESS_LEFT: _("At most 30 days in a row. Report an illness within one week."),
    Finding.INTERMEDIATE: _(
        "You earn less than your daily allowance. Your fund pays a part of what is missing. Together that is"
        " more than with no earnings."
    ),
    Finding.INTERMEDIATE_TOO_HIGH: _(
        "You earn as much a day as your daily allowance, or more. Your fund pays nothing for this month."
    ),
    Finding.SUPPLEMENT: _(
        "At the smallest amount that the law knows. Your canton may pay more. It is paid only if nobody else gets it."
    ),
    Finding.GROSS: _("For the days from Monday to Friday of your first whole month, before waiting days."),
    Finding.DEDUCTION_AHV: _("Old-age and invalidity insurance and income compensation."),
    Finding.DEDUCTION_ACCIDENT: _("For accidents in your free time, at the rate you entered."),
    Finding.DEDUCTION_PENSION: _PENSION_WHY,
    Finding.DEDUCTION_PENSION_NONE: _("Nothing is deducted from such an allowance."),
    Finding.NET: _(
        "Accident insurance is not in it unless you entered your rate. Withholding tax and cantonal deductions are"
        " not in it."
    ),
}

TRAININGS = {
    Training.TERTIARY: _("University or higher vocational training"),
    Training.UPPER_SECONDARY: _("Apprenticeship or upper secondary school"),
    Training.OTHER: _("Neither of them"),
}

GROUNDS = {
    ExemptionGround.EDUCATION: _("I was in education for more than a year"),
    ExemptionGround.ILLNESS: _("I was ill, had an accident or a child, for more than a year"),
    ExemptionGround.INSTITUTION: _("I was in an institution or in prison for more than a year"),
    ExemptionGround.EVENT: _("I must work because of a divorce, a separation, a death or a pension that ended"),
    ExemptionGround.RETURN: _("I came back to Switzerland after working abroad for more than a year"),
}

PARAMETERS = {
    "insured_min_month": _("Smallest insured earnings, a month"),
    "insured_max_month": _("Highest insured earnings, a month"),
    "days_per_month": _("Days that a month has on average"),
    "rate_full": _("Full rate"),
    "rate_reduced": _("Reduced rate"),
    "full_allowance_limit": _("Daily allowance above which the reduced rate holds"),
    "flat_tertiary_day": _("Fixed amount a day: university or higher vocational training"),
    "flat_upper_secondary_day": _("Fixed amount a day: apprenticeship or upper secondary school"),
    "flat_other_day": _("Fixed amount a day: other training, from age 20"),
    "flat_under_20_day": _("Fixed amount a day: other training, under age 20"),
    "waiting_limit_1_year": _("Waiting days: first limit, earnings a year"),
    "waiting_limit_2_year": _("Waiting days: second limit, earnings a year"),
    "waiting_limit_3_year": _("Waiting days: third limit, earnings a year"),
    "waiting_limit_4_year": _("Waiting days: fourth limit, earnings a year"),
    "old_age_share": _("Deduction for old-age insurance"),
    "pension_fund_share": _("Premium for the pension fund, you and the insurance together"),
    "entry_limit_year": _("Pension fund: smallest wage, a year"),
    "coordination_year": _("Pension fund: coordination deduction, a year"),
    "coordinated_min_year": _("Pension fund: smallest coordinated wage, a year"),
    "child_allowance_month": _("Child allowance, smallest amount, a month"),
    "education_allowance_month": _("Education allowance, smallest amount, a month"),
}
