from django.db import models
from django.utils.translation import gettext_lazy as _


class Show(models.TextChoices):
    """Which files of the caseload."""

    ALL = "all", _("All")
    FILED = "filed", _("Filed")
    WAITING = "waiting", _("Not filed yet")
    LATE = "late", _("Late")
    NO_AGREEMENT = "no-agreement", _("Nothing agreed")
    ENDED = "ended", _("Registration ended")


class Sort(models.TextChoices):
    """In which order."""

    NAME = "name", _("Name")
    DUE = "due", _("Due date")
    FILED_AT = "filed", _("Filed on")
    NUMBER = "number", _("Efforts filed")
