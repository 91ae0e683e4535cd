from django.db import models
from django.utils.translation import gettext_lazy as _


class Capacity(models.TextChoices):
    """As what somebody acts."""

    VISITOR = "visitor", _("Visitor")
    SELF = "self", _("The person herself")
    HELPER = "helper", _("Helper")
    COUNSELLOR = "counsellor", _("Counsellor")
    FUND_OFFICER = "fund_officer", _("Fund officer")
    PROVIDER = "provider", _("Measure provider")
    EMPLOYER = "employer", _("Employer")
    AGENCY = "agency", _("Private employment agency")
    OPERATOR = "operator", _("Operator")
    SYSTEM = "system", _("The platform itself")


class Presence(models.TextChoices):
    """How an act came about (promise 3 of the brief)."""

    ALONE = "alone", _("Alone")
    SECOND_LOOK = "second_look", _("Alone, after a second look")
    TOGETHER_OWN_HANDS = "together_own_hands", _("Together, own hands")
    TOGETHER_HELPER_HANDS = "together_helper_hands", _("Together, helper's hands")
    IN_PLACE = "in_place", _("In place of the person")


class AuthorityKind(models.TextChoices):
    """What allows somebody to act."""

    PUBLIC = "public", _("Open to everybody")
    OWN_RIGHT = "own_right", _("Own right")
    MANDATE = "mandate", _("Mandate")
    LEGAL_DUTY = "legal_duty", _("Legal duty")


class Purpose(models.TextChoices):
    """Why a file is opened; shown to the person word for word."""

    EFFORTS = "efforts", _("Job-search efforts")
    PERSONAL_DATA = "personal_data", _("Personal data")
    ASSIGNMENT = "assignment", _("Who is in charge of the file")
    WHO_LOOKED = "who_looked", _("Who looked at the file")
