from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.eservices.procedures.enums import Standing
from tandem.eservices.procedures.types import DocumentAsked, FilingInfo
from tandem.foundation.languages import Language
from tandem.identity.access.enums import AuthorityKind, Capacity, Presence, Purpose


class FilingQuerySet(models.QuerySet["Filing"]):
    def of(self, person_id: int) -> "FilingQuerySet":
        return self.filter(person_id=person_id)


class Filing(models.Model):
    """That a form was received: whose, which, when, from whom, under which right. What it said is its content.

    Rows are never changed or removed: PostgreSQL refuses it. A correction is a filing of its own that names the one
    before. `filed_by` is empty where the platform filed by law; `received_on` is the day that counts: the postmark or
    the day at the counter for a paper form, otherwise the day of filing.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    key = models.CharField(_("procedure"), max_length=80)
    version = models.CharField(_("version"), max_length=20)
    purpose = models.CharField(_("purpose"), max_length=40, choices=Purpose)
    subject = models.CharField(_("what it is about"), max_length=40, blank=True)
    sequence = models.PositiveSmallIntegerField(_("filing of this subject"))
    filed_at = models.DateTimeField(_("filed at"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("filed by")
    )
    capacity = models.CharField(_("as what"), max_length=20, choices=Capacity)
    presence = models.CharField(_("presence"), max_length=30, choices=Presence)
    authority = models.CharField(_("authority"), max_length=20, choices=AuthorityKind)
    authority_reference = models.CharField(_("article or mandate"), max_length=80, blank=True)
    language = models.CharField(_("language of the text seen"), max_length=2, choices=Language)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("due date"), null=True)
    is_late = models.BooleanField(_("late"))
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    receipt = models.OneToOneField("receipts.Receipt", models.PROTECT, related_name="+", verbose_name=_("receipt"))

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("filing")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key", "subject", "sequence"], name="filings_of_a_subject_are_numbered"
            ),
            models.CheckConstraint(name="filings_of_a_subject_count_from_one", condition=Q(sequence__gte=1)),
            models.CheckConstraint(
                name="only_the_platform_files_without_a_user",
                condition=Q(filed_by__isnull=False) | Q(capacity=Capacity.SYSTEM),
            ),
            models.CheckConstraint(
                name="what_is_late_was_due", condition=Q(is_late=False) | Q(due_on__lt=F("received_on"))
            ),
            models.CheckConstraint(
                name="the_first_filing_corrects_nothing", condition=Q(corrects__isnull=True) | Q(sequence__gt=1)
            ),
            models.CheckConstraint(
                name="what_is_filed_under_a_mandate_alone_is_filed_in_place",
                condition=~Q(authority=AuthorityKind.MANDATE) | Q(presence=Presence.IN_PLACE),
            ),
            models.CheckConstraint(
                name="what_is_filed_under_a_session_is_filed_together",
                condition=~Q(authority=AuthorityKind.SESSION)
                | Q(presence__in=(Presence.TOGETHER_OWN_HANDS, Presence.TOGETHER_HELPER_HANDS)),
            ),
            models.CheckConstraint(
                name="nobody_files_her_own_form_in_her_place",
                condition=~Q(capacity=Capacity.SELF) | ~Q(presence=Presence.IN_PLACE),
            ),
        ]

    def __str__(self) -> str:
        return f"filing {self.pk}"

    @property
    def info(self) -> FilingInfo:
        return FilingInfo(
            key=self.key,
            version=self.version,
            subject=self.subject,
            sequence=self.sequence,
            filed_at=self.filed_at,
            due_on=self.due_on,
        )


class FilingContent(models.Model):
    """What was filed. Never changed; removed only once the time limit of the closed file has passed (OACI 125).

    `payload` is exactly what the recipient gets and what the receipt stands for. `text_seen` is every question,
    answer and sentence as it stood on the page before filing, in the language read. `authorship` says of each answer
    who wrote it and how: it belongs to the person and never reaches those who decide about her.
    """

    filing = models.OneToOneField(
        Filing, models.PROTECT, primary_key=True, related_name="content", verbose_name=_("filing")
    )
    payload = models.JSONField(_("what was sent"))
    text_seen = models.JSONField(_("text seen"))
    authorship = models.JSONField(_("who wrote what"))

    class Meta:
        verbose_name = _("content of a filing")

    def __str__(self) -> str:
        return f"content of filing {self.filing_id}"


class Withdrawal(models.Model):
    """The person took a filing back while the law let her. Rows are never changed or removed."""

    filing = models.OneToOneField(Filing, models.PROTECT, related_name="withdrawal", verbose_name=_("filing"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("withdrawn by")
    )
    presence = models.CharField(_("presence"), max_length=30, choices=Presence)

    class Meta:
        verbose_name = _("withdrawal")

    def __str__(self) -> str:
        return f"withdrawal {self.pk}"


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, person_id: int) -> "DraftQuerySet":
        return self.filter(person_id=person_id)

    def open(self) -> "DraftQuerySet":
        return self.filter(filing=None, handed_over=None)


class Draft(models.Model):
    """A form that somebody has begun. One open draft per person, procedure and subject, whoever writes in it.

    `sequence` is the number that its filing will bear. `corrects` is the filing that it will correct, with the reason.
    `asked_at`: somebody with a mandate has made it ready and asks the person to confirm it.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    key = models.CharField(_("procedure"), max_length=80)
    version = models.CharField(_("version"), max_length=20)
    subject = models.CharField(_("what it is about"), max_length=40, blank=True)
    sequence = models.PositiveSmallIntegerField(_("filing of this subject"), default=1)
    began_at = models.DateTimeField(_("begun at"))
    began_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("begun by")
    )
    corrects = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+", verbose_name=_("will correct"))
    correction_reason = models.CharField(_("reason for the correction"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("confirmation asked at"), null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmation asked by")
    )
    filing = models.OneToOneField(Filing, models.PROTECT, null=True, related_name="draft", verbose_name=_("filed as"))

    handed_over = models.ForeignKey(
        "receipts.Receipt",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("handed over under"),
        help_text=_("The receipt of the feature that files it by itself."),
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key", "subject"],
                name="a_person_has_one_open_draft_of_a_subject",
                condition=Q(filing=None, handed_over=None),
            ),
            models.CheckConstraint(
                name="a_form_is_filed_here_or_handed_over", condition=Q(filing=None) | Q(handed_over=None)
            ),
            models.CheckConstraint(
                name="who_corrects_says_why", condition=Q(corrects=None) | ~Q(correction_reason="")
            ),
            models.CheckConstraint(
                name="a_question_for_confirmation_has_its_author_and_its_moment",
                condition=Q(asked_at=None, asked_by=None) | Q(asked_at__isnull=False, asked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def is_closed(self) -> bool:
        """Filed, here or by the feature that files it: nothing more can be written in it."""
        return self.filing_id is not None or self.handed_over_id is not None


class Answer(models.Model):
    """One answer as somebody wrote it: what holds is the one of the highest revision, the others are its history.

    Never changed: to answer differently is to write the next revision. `value` is the JSON of `codec`.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="answers", verbose_name=_("draft"))
    field = models.CharField(_("question"), max_length=80)
    revision = models.PositiveIntegerField(_("revision"))
    value = models.JSONField(_("answer"), null=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )
    capacity = models.CharField(_("as what"), max_length=20, choices=Capacity)
    presence = models.CharField(_("how it was written"), max_length=30, choices=Presence)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("answer")
        constraints = [
            models.UniqueConstraint(fields=["draft", "field", "revision"], name="an_answer_has_each_revision_once"),
            models.CheckConstraint(name="revisions_count_from_one", condition=Q(revision__gte=1)),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    def facts(self) -> dict[str, Any]:
        """What is shown of its author."""
        return {"written_by": self.written_by_id, "capacity": self.capacity, "presence": self.presence}


class Attachment(models.Model):
    """A document that somebody put to what an answer of a draft asks for: one of `kind` and `about`.

    There may be several for one. Taken away again by removing the row, as long as nothing is filed.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="attachments", verbose_name=_("draft"))
    kind = models.CharField(_("kind of document"), max_length=40)
    about = models.CharField(_("what it is about"), max_length=200, blank=True)
    version = models.ForeignKey("documents.Version", models.PROTECT, related_name="+", verbose_name=_("document"))
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("added by")
    )
    capacity = models.CharField(_("as what"), max_length=20, choices=Capacity)
    presence = models.CharField(_("presence"), max_length=30, choices=Presence)

    class Meta:
        verbose_name = _("document of a draft")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "kind", "about", "version"], name="a_document_is_attached_once_to_what_asks_for_it"
            )
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class AskedDocument(models.Model):
    """A document that a filing asked for, in the words read, and how it stood then. Never changed.

    Removed, as what was handed in, only once the time limit of the closed file has passed (OACI 125).
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="documents", verbose_name=_("filing"))
    kind = models.CharField(_("kind of document"), max_length=40)
    about = models.CharField(_("what it is about"), max_length=200, blank=True)
    sentence = models.TextField(_("sentence read"))
    required = models.BooleanField(_("required"))
    standing = models.CharField(_("standing when filed"), max_length=20, choices=Standing)

    class Meta:
        verbose_name = _("document asked for")
        constraints = [
            models.UniqueConstraint(fields=["filing", "kind", "about"], name="a_filing_asks_for_a_document_once")
        ]

    def __str__(self) -> str:
        return f"document asked for {self.pk}"

    @property
    def asked(self) -> DocumentAsked:
        return DocumentAsked(kind=self.kind, about=self.about, sentence=self.sentence, required=self.required)


class HandedIn(models.Model):
    """A document that was handed in: with the filing, or later, and then with a receipt of its own. Never changed.

    `payload` is what the receipt of a later one stands for; it is empty for what the filing itself proves.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="handed_in", verbose_name=_("filing"))
    asked = models.ForeignKey(AskedDocument, models.PROTECT, related_name="handed_in", verbose_name=_("asked for"))
    version = models.ForeignKey("documents.Version", models.PROTECT, related_name="+", verbose_name=_("document"))
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("added by")
    )
    capacity = models.CharField(_("as what"), max_length=20, choices=Capacity)
    presence = models.CharField(_("presence"), max_length=30, choices=Presence)
    receipt = models.OneToOneField(
        "receipts.Receipt", models.PROTECT, null=True, related_name="+", verbose_name=_("receipt")
    )
    payload = models.JSONField(_("what was sent"), default=dict, blank=True)

    class Meta:
        verbose_name = _("document handed in")
        constraints = [
            models.UniqueConstraint(fields=["asked", "version"], name="a_document_is_handed_in_once"),
            models.CheckConstraint(
                name="what_has_a_receipt_says_what_was_sent", condition=Q(receipt=None) | ~Q(payload={})
            ),
        ]

    def __str__(self) -> str:
        return f"document handed in {self.pk}"


class TurnedDown(models.Model):
    """Whoever waits for a document has looked at one that was handed in, and it is not it. Never changed.

    What was handed in stays, with its receipt; it counts as missing again. Removed with it.
    """

    handed_in = models.OneToOneField(
        HandedIn, models.PROTECT, related_name="turned_down", verbose_name=_("document handed in")
    )
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="+", verbose_name=_("filing"))
    reason = models.CharField(_("why it is not the paper"), max_length=500)
    turned_down_at = models.DateTimeField(_("said at"))
    turned_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("said by")
    )

    class Meta:
        verbose_name = _("document that is not the one asked for")
        constraints = [
            models.CheckConstraint(name="who_turns_a_document_down_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"turned down {self.pk}"
