from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a paper is: the kinds of Job-Room of 2019 and of 2026 together."""

    CV = "cv", _("CV")
    LETTER = "letter", _("Letter of application")
    DIPLOMA = "diploma", _("Diploma or certificate")
    REFERENCE = "reference", _("Work reference")
    TERMINATION = "termination", _("Letter of termination")
    OTHER = "other", _("Other document")


class Recipient(models.TextChoices):
    OFFICE = "office", _("My office")
    FUND = "fund", _("My fund")
