from django.db import models
from django.utils.translation import gettext_lazy as _


class CivilStatus(models.TextChoices):
    SINGLE = "single", _("Single")
    MARRIED = "married", _("Married or in a registered partnership")
    SEPARATED = "separated", _("Separated")
    DIVORCED = "divorced", _("Divorced or partnership dissolved")
    WIDOWED = "widowed", _("Widowed")


class Permit(models.TextChoices):
    """Residence permits of those who are no Swiss citizens (LEI)."""

    C = "C", _("C, settlement")
    B = "B", _("B, residence")
    L = "L", _("L, short stay")
    G = "G", _("G, cross-border commuter")
    F = "F", _("F, provisionally admitted")
    N = "N", _("N, asylum seeker")
    S = "S", _("S, in need of protection")
    CI = "Ci", _("Ci, family of international staff")


class Ended(models.TextChoices):
    """How the last job ended, or will end."""

    EMPLOYER = "employer", _("The employer gave notice")
    SELF = "self", _("I gave notice")
    MUTUAL = "mutual", _("We agreed on it")
    FIXED_TERM = "fixed_term", _("The contract had an end date")


class EndReason(models.TextChoices):
    """Why a registration ended."""

    WORK = "work", _("You have found work")
    WISH = "wish", _("You no longer want our help")
    MOVED = "moved", _("You have moved away from Switzerland")
    SELF_EMPLOYED = "self_employed", _("You have become self-employed")
    RETIRED = "retired", _("You have retired")
    OTHER = "other", _("Another reason, as we discussed with you")


class Asked(models.TextChoices):
    """What is brought to the first interview (OACI 20; secoalv.admin.ch as cited in rules.md R-1)."""

    AVS_CARD = "avs_card", _("AHV/AVS card or health insurance card")
    IDENTITY = "identity", _("Passport or identity card")
    PERMIT = "permit", _("Residence permit")
    EFFORTS = "efforts", _("Proofs of your job-search efforts so far")
    NOTICE = "notice", _("Letter of notice")
    CONTRACT = "contract", _("Last employment contract")
    CV = "cv", _("CV, diplomas and references")
    U_FORMS = "u_forms", _("Forms PD U1 and PD U2")
