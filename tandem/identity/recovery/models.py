from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.identity.recovery.enums import Document, RecoveryState

_WAITING, _DONE, _STOPPED = Q(state="waiting"), Q(state="done"), Q(state="stopped")


class Recovery(models.Model):
    """Somebody showed an identity document at her office because she can no longer log in."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="recoveries", verbose_name=_("person"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account"))
    office = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("regional employment centre")
    )
    document = models.CharField(_("document shown"), max_length=20, choices=Document)
    state = models.CharField(_("state"), max_length=10, choices=RecoveryState, default=RecoveryState.WAITING)
    stop_hash = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField(_("begun"))
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("document seen by")
    )
    ready_at = models.DateTimeField(_("may be completed from"))
    lapses_at = models.DateTimeField(_("lapses"))
    # The mails and SMS that told her: when all of them fail, only a letter does.
    told_by = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("messages"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # Empty when the code of the notice stopped it: whoever holds it need not say who she is.
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    class Meta:
        verbose_name = _("recovery at the desk")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=_WAITING, name="a_person_has_one_recovery_at_a_time"),
            models.CheckConstraint(name="a_recovery_is_in_a_known_state", condition=Q(state__in=RecoveryState)),
            models.CheckConstraint(name="a_recovery_names_a_known_document", condition=Q(document__in=Document)),
            models.CheckConstraint(
                name="nobody_recovers_her_own_account_as_desk",
                condition=~Q(begun_by=F("user")) & (~_DONE | ~Q(ended_by=F("user"))),
            ),
            models.CheckConstraint(
                name="a_recovery_waits_before_it_can_be_done",
                condition=Q(ready_at__gt=F("begun_at")) & Q(lapses_at__gt=F("ready_at")),
            ),
            models.CheckConstraint(
                name="a_recovery_is_done_after_its_wait_and_before_it_lapses",
                condition=~_DONE | Q(ended_by__isnull=False, ended_at__gte=F("ready_at"), ended_at__lt=F("lapses_at")),
            ),
            models.CheckConstraint(
                name="a_recovery_that_ended_says_when",
                condition=_WAITING & Q(ended_at=None, ended_by=None) | ~_WAITING & Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"recovery {self.pk}"
