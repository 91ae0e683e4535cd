from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.facilities.receipts.rules import ALPHABET

_GROUP = f"[{ALPHABET}]{{4}}"


class Receipt(models.Model):
    """What a person can show later: that the platform received exactly this, from her, at this moment.

    Rows are never changed or removed: PostgreSQL refuses it. The receipt keeps the fingerprint of what was filed;
    the feature that received it keeps the thing itself.
    """

    number = models.CharField(_("number"), max_length=19, unique=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("what was filed"), max_length=60)
    issued_at = models.DateTimeField(_("received at"))
    payload_hash = models.BinaryField(_("fingerprint (SHA-256)"), max_length=32)

    class Meta:
        verbose_name = _("receipt")
        constraints = [
            models.CheckConstraint(
                name="a_receipt_number_has_four_groups_of_four_signs",
                condition=models.Q(number__regex=f"^{_GROUP}-{_GROUP}-{_GROUP}-{_GROUP}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"receipt {self.pk}"  # no number: this ends up in logs

    @property
    def fingerprint(self) -> str:
        """The hash as 64 hexadecimal digits."""
        return bytes(self.payload_hash).hex()
