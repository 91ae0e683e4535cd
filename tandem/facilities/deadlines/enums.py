from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """The moments at which somebody is reminded, the earliest first."""

    OPENS = "opens", _("It opens")
    MIDDLE = "middle", _("Half of the time is over")
    LAST_DAYS = "last_days", _("Two days before the last one")
    LAST_DAY = "last_day", _("The last day")
    LATE = "late", _("The day after the last one")

    @property
    def is_urgent(self) -> bool:
        """Whether it must not wait unread until tomorrow."""
        return self in {Step.LAST_DAYS, Step.LAST_DAY, Step.LATE}
