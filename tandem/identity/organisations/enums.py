import enum

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


class TeamState(models.TextChoices):
    """How a helper structure's team list stands."""

    CONFIRMED = "confirmed", _("Confirmed")
    DUE_SOON = "due_soon", _("To be confirmed soon")
    DUE = "due", _("To be confirmed now")
    OVERDUE = "overdue", _("Overdue")


class UseState(enum.Enum):
    """What becomes of a helper's hat that nobody uses."""

    IN_USE = "in_use"
    TO_BE_WARNED = "to_be_warned"
    WARNED = "warned"
    TO_REST = "to_rest"


class Way(models.TextChoices):
    """How an invitation reaches whoever is invited."""

    ACCOUNT = "account", _("In her account, by her login name")
    EMAIL = "email", _("By e-mail, with a code")
    PAPER = "paper", _("On paper, with a code")


class Event(models.TextChoices):
    """What happened to an organisation and its team; `presenters` say it in a sentence."""

    CREATED = "created"
    CHECKED = "checked"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    ASKED_WHILE_BLOCKED = "asked_while_blocked"
    CODE_SENT = "code_sent"
    CODE_ENTERED = "code_entered"
    INVITED = "invited"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"
    MADE_MANAGER = "made_manager"
    MADE_MEMBER = "made_member"
    ENDED = "ended"
    TEAM_CONFIRMED = "team_confirmed"
    PUT_TO_REST = "put_to_rest"
    WOKEN = "woken"


# Who is blocked must not learn it from a page, nor that somebody was told.
FOR_OPERATORS_ONLY = (Event.CHECKED, Event.BLOCKED, Event.UNBLOCKED, Event.ASKED_WHILE_BLOCKED)
