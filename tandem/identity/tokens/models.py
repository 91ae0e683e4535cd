from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.identity.tokens.enums import Scope


class Token(models.Model):
    """One key of one account. Only its SHA-256 is kept: it has 256 bits of chance, so nothing can guess it back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    name = models.CharField(_("what it is for"), max_length=60)
    scopes = ArrayField(models.CharField(max_length=30, choices=Scope), verbose_name=_("what it may do"))
    key_hash = models.BinaryField(_("fingerprint of the key"), max_length=32, unique=True)
    created_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("opens until"))
    revoked_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    used_on = models.DateField(_("last used on"), null=True, blank=True)

    class Meta:
        verbose_name = _("key for a program")
        constraints = [
            models.CheckConstraint(
                name="a_key_may_do_something_known",
                condition=Q(scopes__len__gte=1) & Q(scopes__contained_by=Scope.values),
            ),
            models.CheckConstraint(name="a_key_ends_after_it_begins", condition=Q(expires_at__gt=F("created_at"))),
        ]
        indexes = [models.Index(fields=["user", "-created_at"], name="keys_of_an_account")]

    def __str__(self) -> str:
        return f"key {self.pk}"  # no name: this ends up in logs
