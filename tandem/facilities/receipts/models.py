from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from tandem.facilities.receipts.rules import signed_text, statement
from tandem.foundation.codes import ALPHABET

_GROUP = f"[{ALPHABET}]{{4}}"


def _bytes_of(column: str) -> Func:
    return Func(F(column), function="octet_length", output_field=IntegerField())


class Receipt(models.Model):
    """What a person can show later: that the platform received exactly this, from her, at this moment.

    Rows are never changed or removed: PostgreSQL refuses it. The receipt keeps the fingerprint of what was filed;
    the feature that received it keeps the thing itself. Number, moment and fingerprint are signed: all that a receipt
    ever says stands in its own row, so that nothing that happens to the person or the platform later changes it.
    """

    number = models.CharField(_("number"), max_length=19, unique=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("what was filed"), max_length=60)
    issued_at = models.DateTimeField(_("received at"))
    payload_hash = models.BinaryField(_("fingerprint (SHA-256)"), max_length=32)
    key_id = models.CharField(_("key"), max_length=16)
    signature = models.BinaryField(_("signature (Ed25519)"), max_length=64)

    class Meta:
        verbose_name = _("receipt")
        constraints = [
            models.CheckConstraint(
                name="a_receipt_number_has_four_groups_of_four_signs",
                condition=Q(number__regex=f"^{_GROUP}-{_GROUP}-{_GROUP}-{_GROUP}$"),
            ),
            models.CheckConstraint(
                name="a_receipt_has_a_hash_of_32_and_a_signature_of_64_bytes",
                condition=Exact(_bytes_of("payload_hash"), 32) & Exact(_bytes_of("signature"), 64),
            ),
            models.CheckConstraint(
                name="a_receipt_names_the_key_that_signed_it", condition=Q(key_id__regex="^[0-9a-f]{16}$")
            ),
        ]

    def __str__(self) -> str:
        return f"receipt {self.pk}"  # no number: this ends up in logs

    @property
    def fingerprint(self) -> str:
        """The hash as 64 hexadecimal digits."""
        return bytes(self.payload_hash).hex()

    @property
    def statement(self) -> str:
        """What the signature covers."""
        return statement(self.number, self.issued_at, self.fingerprint)

    @property
    def text(self) -> str:
        """The receipt in one line, signed: what the QR code holds."""
        return signed_text(self.statement, self.key_id, bytes(self.signature))
