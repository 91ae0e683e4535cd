from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.fields import EncryptedTextField
from tandem.identity.factors.enums import CodeUse, Factor
from tandem.identity.factors.rules import LIST_LENGTH


class FactorSettings(models.Model):
    """What an account has chosen. Apps, keys and recovery codes are `mfa.Authenticator` rows of django-allauth."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        primary_key=True,
        related_name="factor_settings",
        verbose_name=_("account"),
    )
    preferred = models.CharField(_("asked first"), max_length=10, choices=Factor, blank=True)
    # A verified phone alone is no factor: it may be a helper's, or shared.
    sms_since = models.DateTimeField(_("codes by SMS since"), null=True, blank=True)
    # The step of the last code taken from the app: an earlier one, or the same, was seen by somebody.
    last_step = models.BigIntegerField(_("last step of the app"), default=0)
    postponed_until = models.DateTimeField(_("asked again from"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice of second factors")
        constraints = [
            models.CheckConstraint(
                name="the_factor_asked_first_is_known", condition=Q(preferred="") | Q(preferred__in=Factor)
            ),
        ]

    def __str__(self) -> str:
        return f"second factors of account {self.pk}"


class SentCode(models.Model):
    """A code of 6 digits on its way to a phone. Only the newest one of an account and a use counts, and once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sent_codes", verbose_name=_("account")
    )
    use = models.CharField(_("what it opens"), max_length=10, choices=CodeUse)
    phone = EncryptedTextField(_("phone"))
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("sent"))
    ends_at = models.DateTimeField(_("counts until"), db_index=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    outgoing_id = models.BigIntegerField(_("message"), null=True, blank=True)

    class Meta:
        verbose_name = _("sent code")
        indexes = [models.Index(fields=["user", "use", "-sent_at"], name="newest_code")]
        constraints = [
            models.CheckConstraint(name="a_code_is_sent_for_a_known_use", condition=Q(use__in=CodeUse)),
            models.CheckConstraint(name="a_code_ends_after_it_was_sent", condition=Q(ends_at__gt=F("sent_at"))),
            models.CheckConstraint(
                name="a_code_is_used_before_it_ends", condition=Q(used_at=None) | Q(used_at__lt=F("ends_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"sent code {self.pk}"


class CodeList(models.Model):
    """The printed list of an account: there is one, a new one takes its place."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="code_list", verbose_name=_("account")
    )
    # With this secret the codes are hashed. Encrypted, it makes the hashes worthless to whoever has the table alone.
    key = EncryptedTextField()
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("printed list of codes")

    def __str__(self) -> str:
        return f"list of codes {self.pk}"


class ListCode(models.Model):
    """One line of a printed list."""

    code_list = models.ForeignKey(CodeList, models.CASCADE, related_name="codes", verbose_name=_("list"))
    number = models.PositiveSmallIntegerField(_("number"))
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("code of a list")
        constraints = [
            models.UniqueConstraint(fields=["code_list", "number"], name="a_list_has_one_code_of_each_number"),
            models.CheckConstraint(
                name="codes_are_numbered_from_one", condition=Q(number__gte=1, number__lte=LIST_LENGTH)
            ),
        ]

    def __str__(self) -> str:
        return f"code {self.number} of list {self.code_list_id}"
