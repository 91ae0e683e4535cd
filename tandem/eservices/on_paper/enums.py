from django.db import models
from django.utils.translation import gettext_lazy as _


class Taken(models.TextChoices):
    """What became of one picture."""

    ATTACHED = "attached", _("Attached")
    AGAIN = "again", _("The same picture as before")
    UNREADABLE = "unreadable", _("No code can be read")
    TWO_PAGES = "two_pages", _("Two pages in one picture")
    FILED = "filed", _("Its form is filed already: show it to whoever decides on the form")
    FOREIGN = "foreign", _("No page of a form of ours")
