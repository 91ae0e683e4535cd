import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import AuthorityKind, Capacity, Presence, Purpose


class LedgerEntry(models.Model):
    """One line of the visitors' book: who did what in whose file, as what, why, and under which authority.

    Rows are never changed or removed: a trigger and the application role's privileges refuse it. Each person has a
    chain of her own, so that one file can be proved without showing another.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    sequence = models.PositiveIntegerField(_("position in the person's chain"))
    at = models.DateTimeField(_("when"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("for which office")
    )
    capacity = models.CharField(_("as what"), max_length=20, choices=Capacity)
    authority = models.CharField(_("authority"), max_length=20, choices=AuthorityKind)
    authority_reference = models.CharField(_("article or mandate"), max_length=80, blank=True)
    presence = models.CharField(_("presence"), max_length=30, choices=Presence)
    purpose = models.CharField(_("purpose"), max_length=40, choices=Purpose)
    verb = models.CharField(_("act"), max_length=80)
    object_type = models.CharField(_("kind of thing"), max_length=60, blank=True)
    object_id = models.CharField(_("thing"), max_length=60, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("ledger entry")
        constraints = [
            models.UniqueConstraint(fields=["person", "sequence"], name="a_chain_has_one_entry_at_each_position"),
            models.CheckConstraint(
                name="only_the_platform_acts_without_a_user",
                condition=models.Q(user__isnull=False) | models.Q(capacity=Capacity.SYSTEM),
            ),
        ]

    def __str__(self) -> str:
        return f"ledger entry {self.pk}"

    def facts(self) -> dict[str, str | int | None]:
        """What the hash covers."""
        return {
            "person": self.person_id,
            "sequence": self.sequence,
            "at": self.at.astimezone(datetime.UTC).isoformat(),
            "user": self.user_id,
            "organisation": self.organisation_id,
            "capacity": self.capacity,
            "authority": self.authority,
            "authority_reference": self.authority_reference,
            "presence": self.presence,
            "purpose": self.purpose,
            "verb": self.verb,
            "object_type": self.object_type,
            "object_id": self.object_id,
            "request_id": self.request_id,
        }
