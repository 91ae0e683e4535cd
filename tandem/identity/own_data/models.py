from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.identity.access.enums import Retention
from tandem.identity.own_data.enums import Form


class Copy(models.Model):
    """A copy of all her data that a person asked for, too large to be made while she waits. Encrypted; goes soon."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    form = models.CharField(_("form"), max_length=4, choices=Form)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    asked_at = models.DateTimeField(_("asked for"))
    ends_at = models.DateTimeField(_("kept until"))
    # Empty while it is being made.
    token = models.BinaryField(blank=True, default=b"")

    class Meta:
        verbose_name = _("copy of one's data")
        constraints = [
            models.CheckConstraint(name="a_copy_has_a_known_form", condition=Q(form__in=Form)),
            models.CheckConstraint(
                name="a_copy_ends_after_it_was_asked_for", condition=Q(ends_at__gt=models.F("asked_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"

    @property
    def is_ready(self) -> bool:
        return bool(self.token)


class ClosedFile(models.Model):
    """The day on which an office closed a person's file: the time limits of all that is kept run from it."""

    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    closed_on = models.DateField(_("closed on"))

    class Meta:
        verbose_name = _("closed file")

    def __str__(self) -> str:
        return f"closed file {self.pk}"


class ErasureNotice(models.Model):
    """That a person was told, 30 days before, that what is kept of one class goes. Goes when the file is reopened."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    retention = models.CharField(_("how long it was kept"), max_length=12, choices=Retention)
    told_at = models.DateTimeField(_("told"))

    class Meta:
        verbose_name = _("notice of an erasure")
        constraints = [
            models.UniqueConstraint(fields=["person", "retention"], name="an_erasure_is_announced_once"),
            models.CheckConstraint(
                name="a_class_that_outlives_her_name_is_not_announced",
                condition=Q(retention__in=[Retention.CONVENIENCE, Retention.FILE]),
            ),
        ]

    def __str__(self) -> str:
        return f"notice of an erasure {self.pk}"


class Erasure(models.Model):
    """That the rows of one kind about one person were erased, or lost all that says whose they were. Never removed."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    model = models.CharField(_("what"), max_length=60)
    retention = models.CharField(_("how long it was kept"), max_length=12, choices=Retention)
    number_of_rows = models.PositiveIntegerField(_("rows"))
    erased_at = models.DateTimeField(_("erased"))

    class Meta:
        verbose_name = _("erasure")
        constraints = [
            models.UniqueConstraint(fields=["person", "model"], name="one_kind_of_rows_is_erased_once_a_person"),
            models.CheckConstraint(name="a_retention_class_is_known", condition=Q(retention__in=Retention)),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"
