"""What proves a mandate: its words, the question, the steps, the scan."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.fields import EncryptedTextField
from tandem.foundation.languages import Language
from tandem.foundation.pictures import SignedPicture
from tandem.identity.mandates.enums import (
    CONSENT_CHANNELS,
    Channel,
    EndReason,
    Event,
    IdentityCheck,
    ReadingLanguage,
)
from tandem.identity.mandates.models.mandate import Mandate


class ShownText(models.Model):
    """The exact words of a mandate in one language, as they were put before the person.

    PostgreSQL refuses every change but one: the words can be emptied when a person is erased. The fingerprint stays.
    """

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="texts", verbose_name=_("mandate"))
    version = models.CharField(_("version"), max_length=10)
    language = models.CharField(_("language"), max_length=2, choices=ReadingLanguage)
    is_official = models.BooleanField(_("the text that counts"))
    text = EncryptedTextField(_("text"))
    hash = models.BinaryField(_("fingerprint (SHA-256)"), max_length=32)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("text of a mandate")
        constraints = [
            models.UniqueConstraint(fields=["mandate", "language"], name="a_text_is_kept_once_in_a_language"),
            models.UniqueConstraint(
                fields=["mandate"], condition=Q(is_official=True), name="one_text_of_a_mandate_counts"
            ),
            models.CheckConstraint(
                name="the_text_that_counts_is_in_an_official_language",
                condition=Q(is_official=False) | Q(language__in=[Language.DE, Language.FR, Language.IT]),
            ),
        ]

    def __str__(self) -> str:
        return f"text {self.pk} of mandate {self.mandate_id}"

    @property
    def fingerprint(self) -> str:
        """The hash as 64 hexadecimal digits."""
        return bytes(self.hash).hex()


class Request(models.Model):
    """The question put to the person on one channel: will you grant this mandate?"""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="requests", verbose_name=_("mandate"))
    channel = models.CharField(
        _("channel"), max_length=10, choices=[(channel.value, channel.label) for channel in CONSENT_CHANNELS]
    )
    text = models.ForeignKey(ShownText, models.PROTECT, related_name="+", verbose_name=_("text"))
    asked_at = models.DateTimeField(_("asked"))
    answer_before = models.DateTimeField(_("answer before"))
    closed_at = models.DateTimeField(_("closed"), null=True)
    # A keyed hash of the number that was asked: an answer from another phone is no answer.
    phone_key = models.CharField(max_length=64, blank=True)
    outgoing_id = models.BigIntegerField(_("message"), null=True)

    class Meta:
        verbose_name = _("question about a mandate")
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "channel"],
                condition=Q(closed_at=None),
                name="a_mandate_is_asked_about_once_on_a_channel",
            ),
            # Otherwise a yes could mean the one or the other.
            models.UniqueConstraint(
                fields=["phone_key"],
                condition=Q(closed_at=None) & ~Q(phone_key=""),
                name="one_question_is_open_on_a_phone",
            ),
            models.CheckConstraint(
                name="a_question_by_sms_knows_its_phone",
                condition=Q(channel=Channel.SMS) & ~Q(phone_key="") | ~Q(channel=Channel.SMS) & Q(phone_key=""),
            ),
            models.CheckConstraint(
                name="a_question_can_be_answered_after_it_was_asked", condition=Q(answer_before__gt=F("asked_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk} about mandate {self.mandate_id}"


class Step(models.Model):
    """One step in the life of a mandate and what proves it. Never changed, never removed: PostgreSQL refuses it."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="steps", verbose_name=_("mandate"))
    event = models.CharField(_("what happened"), max_length=20, choices=Event)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by whom")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("for which office")
    )
    area = models.CharField(_("area"), max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=EndReason, blank=True)
    text_hash = models.BinaryField(_("fingerprint of the text (SHA-256)"), max_length=32, null=True)
    language = models.CharField(_("language read"), max_length=2, choices=ReadingLanguage, blank=True)
    signed_on = models.DateField(_("signed on"), null=True)
    identity_check = models.CharField(_("how the person was known"), max_length=20, choices=IdentityCheck, blank=True)
    days_left = models.PositiveSmallIntegerField(_("days before the end"), null=True)

    class Meta:
        verbose_name = _("step of a mandate")
        constraints = [
            models.CheckConstraint(
                name="a_consent_names_the_text_that_was_read",
                condition=~Q(event__in=(Event.PROPOSE, Event.CONSENT)) | Q(text_hash__isnull=False),
            ),
            models.CheckConstraint(
                name="a_consent_comes_by_screen_sms_or_paper",
                condition=~Q(event=Event.CONSENT) | Q(channel__in=CONSENT_CHANNELS),
            ),
            models.CheckConstraint(
                name="a_signature_on_paper_has_a_date",
                condition=~Q(event=Event.CONSENT, channel=Channel.PAPER) | Q(signed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="the_desk_says_how_it_knew_the_voice",
                condition=~Q(channel=Channel.PHONE) | ~Q(identity_check=""),
            ),
            models.UniqueConstraint(
                fields=["mandate"],
                condition=Q(event=Event.CONSENT),
                name="a_mandate_is_granted_once",
            ),
            models.UniqueConstraint(
                fields=["mandate", "days_left"], condition=Q(event=Event.WARN), name="each_warning_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} of mandate {self.mandate_id}"


class Scan(SignedPicture):
    """The picture of a signed form."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="scans", verbose_name=_("mandate"))

    class Meta:
        verbose_name = _("scan of a signed mandate")

    def __str__(self) -> str:
        return f"scan {self.pk} of mandate {self.mandate_id}"
