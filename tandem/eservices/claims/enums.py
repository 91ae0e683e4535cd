from django.db import models
from django.utils.translation import gettext_lazy as _


class Nationality(models.TextChoices):
    """What decides whether a permit is asked for."""

    SWISS = "swiss", _("Switzerland")
    EU_EFTA = "eu_efta", _("A country of the EU or EFTA")
    OTHER = "other", _("Another country")


class Permit(models.TextChoices):
    """Residence permits (LEI, OASA)."""

    B = "B", _("B: residence permit")
    C = "C", _("C: settlement permit")
    L = "L", _("L: short stay")
    CI = "Ci", _("Ci: with gainful activity")
    F = "F", _("F: provisionally admitted")
    N = "N", _("N: asylum seeker")
    S = "S", _("S: protection status")
    G = "G", _("G: cross-border commuter")
    NONE = "none", _("None of them")


class AllowanceTo(models.TextChoices):
    """Who is paid the family allowance for a child."""

    ME = "me", _("I get it")
    OTHER = "other", _("Somebody else gets it")
    NOBODY = "nobody", _("Nobody gets it")


class OtherBenefit(models.TextChoices):
    """Benefits of other insurances, claimed or paid."""

    INVALIDITY = "invalidity", _("Invalidity pension (IV)")
    OLD_AGE = "old_age", _("Old-age pension (AHV)")
    PENSION_FUND = "pension_fund", _("Pension or capital from a pension fund (BVG)")
    ACCIDENT = "accident", _("Daily allowances or pension from an accident insurance")
    ILLNESS = "illness", _("Daily allowances from an illness insurance")
    MATERNITY = "maternity", _("Maternity, paternity or military compensation (EO)")
    FOREIGN = "foreign", _("Pension from another country")


class EndedBy(models.TextChoices):
    """How the last employment ended."""

    EMPLOYER = "employer", _("My employer gave notice")
    SELF = "self", _("I gave notice")
    BOTH = "both", _("We agreed to end it")
    TERM = "term", _("The contract ended on a fixed day")


class Prevention(models.TextChoices):
    """What kept somebody from working under a contract (LACI 14 para. 1)."""

    EDUCATION = "education", _("School, studies, retraining")
    ILLNESS = "illness", _("Illness or accident")
    MATERNITY = "maternity", _("Pregnancy or maternity")
    INSTITUTION = "institution", _("Prison or another institution")
    CARE = "care", _("I looked after a relative")
    ABROAD = "abroad", _("I worked abroad")


class LifeEvent(models.TextChoices):
    """What makes somebody look for work (LACI 14 para. 2)."""

    DIVORCE = "divorce", _("Divorce or separation")
    DEATH = "death", _("Death of my spouse or partner")
    INVALIDITY = "invalidity", _("Invalidity of my spouse or partner")
    PENSION_ENDED = "pension_ended", _("My invalidity pension ended")
    CARE_ENDED = "care_ended", _("I no longer look after a relative")
