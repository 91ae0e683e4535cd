from django.db import models
from django.utils.translation import gettext_lazy as _


class Recipient(models.TextChoices):
    """Who decides on what is filed."""

    OFFICE = "office", _("Your regional office")
    FUND = "fund", _("Your unemployment fund")
    OFFICE_AND_FUND = "office_and_fund", _("Your regional office and your unemployment fund")


class Standing(models.TextChoices):
    """What became of a document that an answer asks for."""

    ADDED = "added", _("Added")
    THERE = "there", _("Is there already")
    LATER = "later", _("You bring it later")
    MISSING = "missing", _("Needed now")
    LEFT_OUT = "left_out", _("Not added")


class SubjectKind(models.TextChoices):
    """What one filing is about: filed once, once for each month, or each time something happens."""

    ONCE = "once", _("Once")
    MONTH = "month", _("Each month")
    EVENT = "event", _("Each time it happens")


class State(models.TextChoices):
    """Where one procedure of one person stands on a given day."""

    AHEAD = "ahead", _("Opens later")
    OPEN = "open", _("To do")
    BEGUN = "begun", _("Begun")
    DUE_SOON = "due_soon", _("Due soon")
    TO_CONFIRM = "to_confirm", _("Waits for you")
    LATE = "late", _("Late")
    CLOSED = "closed", _("Closed")
    FILED = "filed", _("Filed")
    WITHDRAWN = "withdrawn", _("Taken back")
