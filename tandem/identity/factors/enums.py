from django.db import models
from django.utils.translation import gettext_lazy as _


class Factor(models.TextChoices):
    """A way to prove oneself beside the password, in the order in which they are offered."""

    KEY = "key", _("Security key or passkey")
    APP = "app", _("Authenticator app")
    SMS = "sms", _("Code by SMS")
    LIST = "list", _("Printed list of codes")
    RECOVERY = "recovery", _("Recovery code")


class CodeUse(models.TextChoices):
    """What a code that was sent opens."""

    LOG_IN = "log_in", _("Log in")
    PHONE = "phone", _("Prove a phone number")
