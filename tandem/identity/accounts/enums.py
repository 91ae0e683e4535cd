from django.db import models
from django.utils.translation import gettext_lazy as _


class NewsChannel(models.TextChoices):
    """What the account itself is written to by. What comes after, whoever knows its owner's address knows."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")


class PaperCodeUse(models.TextChoices):
    """What a printed code opens."""

    ACCOUNT = "account", _("A new account")
    PASSWORD = "password", _("A new password")
