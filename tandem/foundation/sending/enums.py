from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    SMS = "sms", _("SMS")
    MAIL = "mail", _("E-mail")
    LETTER = "letter", _("Letter")


class State(TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Not sent")


class Fault(TextChoices):
    """Why a message did not leave, or did not arrive: a word for the operators, with nothing of the message in it."""

    UNREACHABLE = "unreachable", _("The sender could not be reached")
    BUSY = "busy", _("The sender could not take it at that moment")
    REFUSED = "refused", _("The sender refused it")
    UNDELIVERED = "undelivered", _("It did not arrive")
    # It may have left or not: a second copy is sent only when somebody asks for it.
    UNCLEAR = "unclear", _("It is not known whether it was sent")
    TOO_LATE = "too_late", _("It waited too long")
