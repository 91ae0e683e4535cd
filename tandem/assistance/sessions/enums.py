from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How the two meet."""

    HER_DEVICE = "her_device", _("Side by side, on the person's device")
    HELPER_DEVICE = "helper_device", _("Side by side, on the helper's device")
    DISTANCE = "distance", _("Each on an own screen, on the phone")


class Hands(models.TextChoices):
    """Whose hands type."""

    PERSON = "person", _("The person types")
    HELPER = "helper", _("The helper types")


class Side(models.TextChoices):
    """On which side of a session a browser is."""

    PERSON = "person", _("The person")
    HELPER = "helper", _("The helper")


class State(models.TextChoices):
    """Where a session stands at a moment."""

    WAITING = "waiting", _("Waits for the helper")
    ASKING = "asking", _("Waits for the person")
    OPEN = "open", _("Open")
    OVER = "over", _("Over")


class EndReason(models.TextChoices):
    PERSON = "person", _("The person ended it")
    HELPER = "helper", _("The helper ended it")
    DECLINED = "declined", _("The person did not let the helper in")
    LOG_OUT = "log_out", _("One of the two logged out")
    MANDATE = "mandate", _("The mandate ended")
    TIME = "time", _("Its time was over")
    NOBODY = "nobody", _("Nobody came in time")
    REPLACED = "replaced", _("A newer session took its place")
    ERASED = "erased", _("The file was erased")


class MarkKind(models.TextChoices):
    """What a helper puts beside a field of the page."""

    POINT = "point", _("Look here")
    HINT = "hint", _("Hint")
    QUESTION = "question", _("Question")
