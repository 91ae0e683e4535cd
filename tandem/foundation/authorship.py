"""Whose hand it was, in one language of shapes: the reader learns it once."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Author(models.TextChoices):
    """Shape and word; the colour only helps."""

    PERSON = "person", _("The person")
    HELPER = "helper", _("A helper")
    TOGETHER = "together", _("Together")
    OFFICE = "office", _("An office")
    SYSTEM = "system", _("The system")
