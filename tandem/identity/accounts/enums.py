from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperCodeUse(models.TextChoices):
    """What a printed code opens."""

    ACCOUNT = "account", _("A new account")
    PASSWORD = "password", _("A new password")
