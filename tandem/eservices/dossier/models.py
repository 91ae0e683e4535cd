from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.eservices.dossier.enums import Recipient
from tandem.identity.access.enums import Presence


class Transmission(models.Model):
    """What a person sent to one recipient at one moment. Never changed: PostgreSQL refuses it.

    `payload` is exactly what was sent and what the receipt stands for: the name and fingerprint of each paper.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    recipient = models.CharField(_("recipient"), max_length=10, choices=Recipient)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("sent to")
    )
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    presence = models.CharField(_("how it was sent"), max_length=30, choices=Presence)
    payload = models.JSONField(_("what was sent"))
    receipt = models.OneToOneField("receipts.Receipt", models.PROTECT, related_name="+", verbose_name=_("receipt"))

    class Meta:
        verbose_name = _("transmission of documents")
        indexes = [models.Index(fields=["organisation", "-sent_at"], name="transmissions_received")]

    def __str__(self) -> str:
        return f"transmission {self.pk}"


class SentVersion(models.Model):
    """One paper in a transmission: what its recipient may open."""

    transmission = models.ForeignKey(Transmission, models.PROTECT, related_name="papers")
    version = models.ForeignKey("documents.Version", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("document that was sent")
        constraints = [
            models.UniqueConstraint(fields=["transmission", "version"], name="a_paper_is_sent_once_in_a_transmission")
        ]

    def __str__(self) -> str:
        return f"paper {self.pk}"
