from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """Where the request to an employer stands."""

    WAITING = "waiting", _("Asked")
    OPENED = "opened", _("Opened by the employer")
    RECEIVED = "received", _("Received")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class WageKind(models.TextChoices):
    HOURLY = "hourly", _("Per hour")
    MONTHLY = "monthly", _("Per month")
    OTHER = "other", _("Otherwise, for example by piece or commission")


class EndedBy(models.TextChoices):
    """Who ended the employment, if it ended (OACI 44 al. 1)."""

    EMPLOYER = "employer", _("The employer gave notice")
    EMPLOYEE = "employee", _("The employee gave notice")
    MUTUAL = "mutual", _("Both agreed")
    FIXED_TERM = "fixed_term", _("The contract had an end date")
