import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.fields import EncryptedTextField
from tandem.foundation.sending.enums import Fault, Kind, State

LETTERS = "outgoing"  # where letters wait in the file store

_QUEUED, _SENT, _DELIVERED, _FAILED = Q(state="queued"), Q(state="sent"), Q(state="delivered"), Q(state="failed")


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def sealed(self) -> "OutgoingQuerySet":
        """Without reading the content: a row whose key is lost must not stop the work on all the others."""
        return self.defer("recipient", "subject", "body").annotate(has_content=~Q(recipient=""))


class Outgoing(models.Model):
    """One message on its way out. What it says, and to whom, is encrypted, and wiped once it need not be sent again.

    `key` is the same at each attempt and is all that a carrier learns of the row. `started_at` is set while an attempt
    is under way.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    topic = models.CharField(_("topic"), max_length=60)
    recipient = EncryptedTextField(_("recipient"), blank=True, default="")
    subject = EncryptedTextField(_("subject"), blank=True, default="")
    body = EncryptedTextField(_("text"), blank=True, default="")
    html = EncryptedTextField(_("text with layout"), blank=True, default="")
    attachment = models.FileField(_("letter"), blank=True, upload_to=LETTERS)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    fault = models.CharField(_("fault"), max_length=20, choices=Fault, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(_("attempts since it was queued"), default=0)
    reference = models.CharField(_("the carrier's reference"), max_length=100, blank=True, default="", db_index=True)
    created_at = models.DateTimeField(_("created"), db_index=True)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    started_at = models.DateTimeField(_("attempt under way since"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)

    has_content: bool  # of rows that were asked for with `sealed()`

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing message")
        indexes = [
            models.Index("next_attempt_at", name="outgoing_queued", condition=_QUEUED),
        ]
        constraints = [  # between them, they know each kind and each state: another one breaks at least one of them
            models.CheckConstraint(
                name="only_a_queued_message_waits_for_an_attempt",
                condition=_QUEUED & Q(next_attempt_at__isnull=False)
                | ~_QUEUED & Q(next_attempt_at__isnull=True, started_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_sent_message_says_when",
                condition=~(_SENT | _DELIVERED) | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_delivered_message_says_when_and_no_other_does",
                condition=_DELIVERED & Q(delivered_at__isnull=False) | ~_DELIVERED & Q(delivered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_failed_message_says_why",
                condition=_FAILED & ~Q(fault="") | _QUEUED | (_SENT | _DELIVERED) & Q(fault=""),
            ),
            models.CheckConstraint(
                name="a_message_that_waits_says_to_whom_and_a_delivered_one_does_not",
                condition=_QUEUED & ~Q(recipient="")
                | _DELIVERED & Q(recipient="", subject="", body="", html="", attachment="")
                | _SENT
                | _FAILED,
            ),
            models.CheckConstraint(
                name="only_a_mail_has_a_subject_or_layout_and_only_a_letter_a_pdf",
                condition=Q(kind="mail", attachment="")
                | Q(kind="letter", subject="", body="", html="")
                | Q(kind="sms", subject="", html="", attachment=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"  # no recipient: this ends up in logs
