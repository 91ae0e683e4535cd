from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What several accounts have in common."""

    DEVICE = "device", _("Device")
    PHONE = "phone", _("Mobile number")
    EMAIL = "email", _("E-mail address")
