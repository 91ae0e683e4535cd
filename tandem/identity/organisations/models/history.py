from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.identity.organisations.enums import Event
from tandem.identity.organisations.models.organisation import Organisation


class HistoryEntry(models.Model):
    """One thing that happened to an organisation or its team: who, when, what, to whom.

    Not the ledger: no file of a person is concerned. Rows are never changed or removed; a trigger refuses it.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="history", verbose_name=_("organisation")
    )
    at = models.DateTimeField(_("when"))
    event = models.CharField(_("what"), max_length=20, choices=Event)
    # Empty: the platform itself.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("to whom")
    )

    class Meta:
        verbose_name = _("entry of the history")
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="history_latest_first")]
        constraints = [
            models.CheckConstraint(name="history_tells_a_known_event", condition=Q(event__in=Event.values)),
        ]

    def __str__(self) -> str:
        return f"history entry {self.pk}"
