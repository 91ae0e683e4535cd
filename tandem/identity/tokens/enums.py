from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a program may do with a key."""

    READ_EFFORTS = "efforts.read", _("Read my job-search efforts")
    WRITE_EFFORTS = "efforts.write", _("Note, change and remove efforts that are not filed")
    FILE_EFFORTS = "efforts.file", _("File my monthly proof")


class Lifetime(models.IntegerChoices):
    """How long a key opens, in days."""

    MONTH = 30, _("30 days")
    QUARTER = 90, _("90 days")
    YEAR = 365, _("One year")
