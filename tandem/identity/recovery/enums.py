from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.TextChoices):
    """What the person showed at the desk."""

    IDENTITY_CARD = "identity_card", _("Identity card")
    PASSPORT = "passport", _("Passport")
    RESIDENCE_PERMIT = "residence_permit", _("Residence permit")


class Lost(models.TextChoices):
    """What the person can no longer use, and gets anew at the end of a recovery."""

    SECOND_STEP = "second_step", _("Her second step: print a list of codes")
    PASSWORD = "password", _("Her password: print a code for a new one")
    BOTH = "both", _("Both: print the two together")


class RecoveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    LAPSED = "lapsed", _("Not taken up in time")
