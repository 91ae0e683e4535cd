from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How somebody gets to see the copy."""

    MANDATE = "mandate", _("A helper with a mandate")
    LINK = "link", _("Anybody with a link that opens once")


class Verdict(models.TextChoices):
    """What somebody who looked says of the whole. It decides nothing: the person sends, changes, or does neither."""

    RIGHT = "right", _("It looks right")
    AGAIN = "again", _("Have another look at something")


class Ended(models.TextChoices):
    """Why nobody can open the copy any more."""

    TAKEN_BACK = "taken_back", _("You took it back")
    SENT = "sent", _("You have sent it")


class State(models.TextChoices):
    WAITING = "waiting", _("Nobody has opened it yet")
    OPENED = "opened", _("Opened, not answered yet")
    ANSWERED = "answered", _("Answered")
    EXPIRED = "expired", _("Not answered in time")
    TAKEN_BACK = "taken_back", _("Taken back")
    SENT = "sent", _("Sent")
