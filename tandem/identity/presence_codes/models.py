from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.fields import EncryptedTextField
from tandem.identity.presence_codes.rules import LENGTH


class PresenceList(models.Model):
    """The printed list of a person who has no second factor: there is one, a new one takes its place."""

    person = models.OneToOneField(
        "people.Person", models.PROTECT, related_name="presence_list", verbose_name=_("person")
    )
    # With this secret the codes are hashed. Encrypted, it makes the hashes worthless to whoever has the table alone.
    key = EncryptedTextField()
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("list of presence codes")

    def __str__(self) -> str:
        return f"list of presence codes {self.pk}"


class PresenceCode(models.Model):
    """One line of such a list."""

    code_list = models.ForeignKey(PresenceList, models.CASCADE, related_name="codes", verbose_name=_("list"))
    number = models.PositiveSmallIntegerField(_("number"))
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("presence code")
        constraints = [
            models.UniqueConstraint(
                fields=["code_list", "number"], name="a_list_of_presence_has_one_code_of_each_number"
            ),
            models.CheckConstraint(
                name="presence_codes_are_numbered_from_one", condition=Q(number__gte=1, number__lte=LENGTH)
            ),
        ]

    def __str__(self) -> str:
        return f"code {self.number} of list {self.code_list_id}"
