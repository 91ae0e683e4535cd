import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.facilities.deadlines.enums import Step


class Reminder(models.Model):
    """That a person was told of a deadline at one of its steps, in which message. Once and no more."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    key = models.CharField(_("what is due"), max_length=60)
    subject = models.CharField(_("about"), max_length=60, blank=True, default="")
    step = models.CharField(_("when"), max_length=20, choices=Step)
    message = models.ForeignKey("notifications.Message", models.CASCADE, related_name="+", verbose_name=_("message"))

    class Meta:
        verbose_name = _("reminder")
        constraints = [
            models.UniqueConstraint(fields=["person", "key", "subject", "step"], name="a_step_is_told_once"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class CalendarLink(models.Model):
    """The secret address of a person's calendar. Only its fingerprint is kept: it is shown once."""

    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    fingerprint = models.BinaryField(_("fingerprint (SHA-256)"), max_length=32, unique=True)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )

    class Meta:
        verbose_name = _("link to the calendar")

    def __str__(self) -> str:
        return f"calendar link {self.pk}"


class CalendarEntry(models.Model):
    """What a calendar was last told of a deadline, so that it recognises it and sees what has changed."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    key = models.CharField(_("what is due"), max_length=60)
    subject = models.CharField(_("about"), max_length=60, blank=True, default="")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(_("number of the change"), default=0)
    said = models.CharField(_("fingerprint of what was said"), max_length=64)
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("entry in the calendar")
        constraints = [
            models.UniqueConstraint(fields=["person", "key", "subject"], name="a_deadline_stands_once_in_a_calendar"),
            models.CheckConstraint(name="what_was_said_has_a_fingerprint", condition=~Q(said="")),
        ]

    def __str__(self) -> str:
        return f"calendar entry {self.pk}"
