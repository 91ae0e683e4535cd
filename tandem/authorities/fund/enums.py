from django.db import models
from django.utils.translation import gettext_lazy as _


class Show(models.TextChoices):
    """Which insured persons of a month; one person may stand in several parts."""

    ALL = "all", _("All")
    TO_CHECK = "to_check", _("To check")
    PAPERS = "papers", _("Papers missing")
    WAITING = "waiting", _("Not filed yet")
    LATE = "late", _("Late")
    CHECKED = "checked", _("Checked")


class MonthState(models.TextChoices):
    """Where the form of one person for one month stands."""

    WAITING = "waiting", _("Not filed yet")
    LAPSED = "lapsed", _("Not filed, time limit passed")
    TO_CHECK = "to_check", _("To check")
    CHECKED = "checked", _("Checked")
