"""Words of the entitlement: how sure a rule is, what a figure is about, why somebody is exempt."""

from enum import StrEnum


class Confidence(StrEnum):
    """How a rule is known: read in the law, in a secondary text, in an older edition, from memory, or computed."""

    VERIFIED = "V"
    SECONDARY = "V2"
    OLDER = "O"
    MEMORY = "M"
    COMPUTED = "C"

    @property
    def indicative(self) -> bool:
        """The figure is shown as indicative: the current directive has to be checked."""
        return self in {Confidence.OLDER, Confidence.MEMORY}


class Finding(StrEnum):
    """What a figure says; the words for it are in `wording`."""

    FRAMEWORKS = "frameworks"
    CONTRIBUTION_MET = "contribution_met"
    CONTRIBUTION_SHORT = "contribution_short"
    EARNINGS_AVERAGE_6 = "earnings_average_6"
    EARNINGS_AVERAGE_12 = "earnings_average_12"
    EARNINGS_CAPPED = "earnings_capped"
    EARNINGS_TOO_LOW = "earnings_too_low"
    EARNINGS_FLAT = "earnings_flat"
    EARNINGS_FLAT_HALVED = "earnings_flat_halved"
    EARNINGS_APPRENTICE_WAGE = "earnings_apprentice_wage"
    EARNINGS_COMBINED = "earnings_combined"
    RATE_FULL_CHILD = "rate_full_child"
    RATE_FULL_INVALIDITY = "rate_full_invalidity"
    RATE_FULL_LOW = "rate_full_low"
    RATE_REDUCED = "rate_reduced"
    ALLOWANCE = "allowance"
    ALLOWANCE_FLOOR = "allowance_floor"
    WAITING_NONE = "waiting_none"
    WAITING = "waiting"
    WAITING_SPECIAL = "waiting_special"
    MAXIMUM_NONE = "maximum_none"
    MAXIMUM_EXEMPT = "maximum_exempt"
    MAXIMUM_YOUNG = "maximum_young"
    MAXIMUM = "maximum"
    MAXIMUM_NEAR_PENSION = "maximum_near_pension"
    CONTROL_FREE = "control_free"
    ILLNESS_LEFT = "illness_left"
    INTERMEDIATE = "intermediate"
    INTERMEDIATE_TOO_HIGH = "intermediate_too_high"
    SUPPLEMENT = "supplement"
    GROSS = "gross"
    DEDUCTION_AHV = "deduction_ahv"
    DEDUCTION_ACCIDENT = "deduction_accident"
    DEDUCTION_PENSION = "deduction_pension"
    DEDUCTION_PENSION_NONE = "deduction_pension_none"
    NET = "net"


class Training(StrEnum):
    """Completed basic training, for the flat insured earnings (OACI 41)."""

    TERTIARY = "tertiary"
    UPPER_SECONDARY = "upper_secondary"
    OTHER = "other"


class ExemptionGround(StrEnum):
    """Why somebody needs no contribution period (LACI 14)."""

    EDUCATION = "education"
    ILLNESS = "illness"
    INSTITUTION = "institution"
    EVENT = "event"
    RETURN = "return"
