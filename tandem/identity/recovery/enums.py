from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.TextChoices):
    """What the person showed at the desk."""

    IDENTITY_CARD = "identity_card", _("Identity card")
    PASSPORT = "passport", _("Passport")
    RESIDENCE_PERMIT = "residence_permit", _("Residence permit")


class RecoveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    LAPSED = "lapsed", _("Not taken up in time")
