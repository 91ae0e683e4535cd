from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Capacity
from tandem.market.ads.enums import AdStatus
from tandem.market.ads.models.ad import Ad


class AdStatusChange(models.Model):
    """One step in the life of an ad: from, to, when, by whom. A trigger refuses to change or remove a row."""

    ad = models.ForeignKey(Ad, models.PROTECT, related_name="status_changes")
    from_status = models.CharField(_("from"), max_length=20, choices=AdStatus, blank=True)
    to_status = models.CharField(_("to"), max_length=20, choices=AdStatus)
    at = models.DateTimeField(_("when"))
    capacity = models.CharField(_("as what"), max_length=20, choices=Capacity)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("for whom")
    )
    reason = models.CharField(_("why"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("step of a job ad")
        constraints = [
            models.CheckConstraint(
                name="only_the_platform_moves_an_ad_without_a_user",
                condition=Q(user__isnull=False) | Q(capacity=Capacity.SYSTEM),
            ),
            models.CheckConstraint(name="a_step_leads_to_a_known_status", condition=Q(to_status__in=AdStatus.values)),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"
