from django.db import models
from django.utils.translation import gettext_lazy as _


class Importance(models.TextChoices):
    """How long a message may wait on her pages before it goes on to the next channel."""

    INFORMATION = "information", _("Information")
    IMPORTANT = "important", _("Important")
    URGENT = "urgent", _("Urgent")


class MessageState(models.TextChoices):
    """Whether a person was reached."""

    UNDER_WAY = "under_way", _("Under way")
    TOLD = "told", _("Handed over")
    FAILED = "failed", _("Did not reach you")


class DeliveryState(models.TextChoices):
    """How far a message is on one channel. Only a reader, and an SMS with a report, can be known to have arrived."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    ARRIVED = "arrived", _("Arrived")
    FAILED = "failed", _("Did not arrive")


class Trouble(models.TextChoices):
    """Why a channel did not carry a message."""

    UNUSABLE = "unusable", _("The address or number cannot be used")
    NO_HELPER = "no_helper", _("Nobody holds a mandate for messages")
    NOT_SENT = "not_sent", _("It was refused or did not arrive")
    UNCLEAR = "unclear", _("It is not known whether it was sent")
