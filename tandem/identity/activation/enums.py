from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What the person says of an entry that stood in her file before she came."""

    OPEN = "open", _("Not looked at yet")
    ACCEPTED = "accepted", _("Right")
    CONTESTED = "contested", _("Contested")
    ANSWERED = "answered", _("Contested and answered")
