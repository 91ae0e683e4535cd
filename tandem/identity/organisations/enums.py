from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    OFFICE = "office", _("Regional employment centre")
    FUND = "fund", _("Unemployment fund")
    EMPLOYER = "employer", _("Employer")
    AGENCY = "agency", _("Private employment agency")
    PROVIDER = "provider", _("Measure provider")
    HELPER_STRUCTURE = "helper_structure", _("Helper structure")
    OPERATOR = "operator", _("Operator of the platform")


class MemberRole(models.TextChoices):
    """What somebody does in the organisation she belongs to."""

    FRONT_LINE = "front_line", _("Works with people")
    MANAGER = "manager", _("Manages the organisation")
