import datetime
import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.assistance.second_look.enums import Ended, State, Verdict, Way
from tandem.assistance.second_look.types import Copy
from tandem.foundation.fields import EncryptedTextField
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose

_BY_MANDATE = Q(way="mandate", helper__isnull=False, mandate__isnull=False, code_hash__isnull=True)
_BY_LINK = Q(way="link", helper__isnull=True, mandate__isnull=True, code_hash__isnull=False)


class LookQuerySet(models.QuerySet["Look"]):
    def of(self, person_id: int) -> "LookQuerySet":
        return self.filter(person_id=person_id)

    def about(self, kind: str, subject: str) -> "LookQuerySet":
        return self.filter(kind=kind, subject=subject)

    def unanswered(self, *, at: datetime.datetime) -> "LookQuerySet":
        return self.filter(answered_at=None, ended_at=None, expires_at__gt=at)


class Look(models.Model):
    """A person lets one other person read what she is about to send, as it stood when she asked.

    `snapshot` is the JSON of `types.Copy`; `snapshot_hash` its SHA-256; `seen` the fingerprint of the page it was
    taken from. Only a keyed hash of a link's code is kept.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=20)
    subject = models.CharField(_("what it is about"), max_length=40)
    purpose = models.CharField(_("area"), max_length=40, choices=Purpose)
    snapshot = EncryptedTextField(_("copy"))
    snapshot_hash = models.CharField(max_length=64)
    seen = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    wish = EncryptedTextField(_("what she wants to know"), blank=True, default="")
    due_on = models.DateField(_("due date"), null=True)
    way = models.CharField(_("way"), max_length=10, choices=Way)
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("helper")
    )
    mandate = models.ForeignKey(
        "mandates.Mandate", models.PROTECT, null=True, related_name="+", verbose_name=_("mandate")
    )
    code_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - a helper has none
    asked_at = models.DateTimeField(_("asked at"))
    expires_at = models.DateTimeField(_("expires"))
    opened_at = models.DateTimeField(_("opened at"), null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict, blank=True)
    words = EncryptedTextField(_("in words"), blank=True, default="")
    reader = EncryptedTextField(_("name given by the reader"), blank=True, default="")
    ended_at = models.DateTimeField(_("ended at"), null=True)
    end_reason = models.CharField(_("why the look ended"), max_length=20, choices=Ended, blank=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("second look")
        constraints = [
            models.CheckConstraint(
                name="a_look_goes_to_a_helper_with_a_mandate_or_by_a_link", condition=_BY_MANDATE | _BY_LINK
            ),
            models.CheckConstraint(
                name="a_look_expires_after_it_was_asked_for", condition=Q(expires_at__gt=F("asked_at"))
            ),
            models.CheckConstraint(
                name="an_answer_to_a_look_has_its_verdict_and_its_moment",
                condition=Q(answered_at=None, verdict="") | (Q(answered_at__isnull=False) & ~Q(verdict="")),
            ),
            models.CheckConstraint(
                name="a_look_is_opened_before_it_is_answered",
                condition=Q(answered_at=None) | Q(opened_at__isnull=False, answered_at__gte=F("opened_at")),
            ),
            models.CheckConstraint(
                name="a_look_that_ended_says_why",
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "subject", "helper"],
                name="a_helper_is_asked_once_at_a_time",
                condition=Q(way="mandate", answered_at=None, ended_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "kind", "subject"], name="looks_at_one_thing"),
            models.Index(fields=["helper", "expires_at"], name="looks_asked_of_a_helper"),
        ]

    def __str__(self) -> str:
        return f"second look {self.pk}"

    @property
    def copied(self) -> Copy:
        return Copy.of_json(json.loads(self.snapshot))

    def state(self, at: datetime.datetime) -> State:
        """Where it stands; what was answered stays so until she has sent it."""
        if self.ended_at is not None:
            return State(self.end_reason)
        if self.answered_at is not None:
            return State.ANSWERED
        if self.expires_at <= at:
            return State.EXPIRED
        return State.OPENED if self.opened_at else State.WAITING


class Comment(models.Model):
    """What somebody who looked said about one line of the copy; `mark` is that line's."""

    look = models.ForeignKey(Look, models.CASCADE, related_name="comments", verbose_name=_("second look"))
    mark = models.CharField(_("line"), max_length=8)
    text = EncryptedTextField(_("in words"))

    class Meta:
        verbose_name = _("remark of a second look")
        constraints = [
            models.UniqueConstraint(fields=["look", "mark"], name="a_line_has_one_remark_in_a_look"),
            models.CheckConstraint(name="a_remark_names_its_line", condition=~Q(mark="")),
        ]

    def __str__(self) -> str:
        return f"remark {self.pk}"
