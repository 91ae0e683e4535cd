import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.assistance.shadow.enums import Kind
from tandem.assistance.shadow.rules import KEPT


class SightingQuerySet(models.QuerySet["Sighting"]):
    def still_kept(self, *, on: datetime.date) -> "SightingQuerySet":
        return self.filter(seen_on__gt=on - KEPT)


class Sighting(models.Model):
    """An account was opened with a device, a number or an address: two keyed hashes, and nothing of either.

    From the table nobody can tell whose account, which phone. It is forgotten 30 days after the last time.
    """

    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    mark = models.CharField(max_length=64)
    account_mark = models.CharField(max_length=64, db_index=True)
    is_helpers = models.BooleanField(_("the account of a helper"), default=False)
    seen_on = models.DateField(_("last seen"))

    objects = SightingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sighting")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "mark", "account_mark"], name="an_account_is_seen_once_with_each_thing"
            ),
            models.CheckConstraint(name="a_sighting_is_of_a_known_kind", condition=Q(kind__in=Kind)),
        ]

    def __str__(self) -> str:
        return f"sighting {self.pk}"


class Shared(models.Model):
    """Somebody said that what her account has in common with others is a family's or a public one: asked no more."""

    account_mark = models.CharField(max_length=64, unique=True)
    until = models.DateField(_("not asked until"))

    class Meta:
        verbose_name = _("answer that it is shared")

    def __str__(self) -> str:
        return f"answer {self.pk}"


class MonthlyRate(models.Model):
    """How many of the persons' accounts that were used in a month looked as if somebody else used them, too."""

    month = models.DateField(_("month"), unique=True)
    accounts = models.PositiveIntegerField(_("accounts used"))
    in_question = models.PositiveIntegerField(_("in question"))

    class Meta:
        verbose_name = _("monthly rate")
        constraints = [
            models.CheckConstraint(name="a_rate_is_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="not_more_accounts_are_in_question_than_used", condition=Q(in_question__lte=F("accounts"))
            ),
        ]

    def __str__(self) -> str:
        return f"rate of {self.month:%Y-%m}"
