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
    """What somebody may do in the organisation she belongs to; the same two words in every kind of organisation."""

    MEMBER = "member", _("Member")
    MANAGER = "manager", _("Manager")


class HelperKind(models.TextChoices):
    """As what somebody helps. The first two work for a helper structure; the others stand alone."""

    PROFESSIONAL = "professional", _("Insertion professional")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    VOLUNTEER = "volunteer", _("Volunteer")
    RELATIVE = "relative", _("Relative or friend")
