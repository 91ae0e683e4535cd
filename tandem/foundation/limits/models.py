from django.db import models
from django.utils.translation import gettext_lazy as _


class AttemptCount(models.Model):
    """How often something was tried since its window began. `key` is a keyed hash: no name, no address."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("count of attempts")

    def __str__(self) -> str:
        return f"{self.number} attempts until {self.ends_at:%H:%M}"
