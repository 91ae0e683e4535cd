import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from tandem.identity.organisations.selectors import in_force
from tandem.identity.people.enums import StandInReason
from tandem.identity.people.rules import LONGEST_STAND_IN


class StandInQuerySet(models.QuerySet["StandIn"]):
    def in_force(self, *, on: datetime.date) -> "StandInQuerySet":
        return self.filter(starts_on__lte=on, ends_before__gt=on, closed_at=None)

    def held_by(self, user_id: int, organisation_id: int, *, on: datetime.date) -> "StandInQuerySet":
        """Those in which somebody who still works there looks after files on a day."""
        hers = self.filter(substitute__user_id=user_id, substitute__organisation_id=organisation_id)
        return hers.in_force(on=on).filter(in_force(on=on, prefix="substitute__"))

    def of_each_person(self) -> "StandInQuerySet":
        """For `Exists` in a query of persons: those that cover the person's file."""
        return self.filter(Q(person=None) | Q(person_id=OuterRef("pk")), counsellor_id=OuterRef("counsellor_id"))


def _range(kind: str, low: str, high: str, bounds: str) -> Func:
    return Func(F(low), F(high), Value(bounds), function=kind)


class StandIn(models.Model):
    """A colleague looks after a counsellor's files, or one of them, from a day until a day (excluded).

    She has the counsellor's rights meanwhile; the counsellor stays in charge. It ends by itself, or is closed before.
    """

    counsellor = models.ForeignKey(
        "organisations.Membership", models.PROTECT, related_name="+", verbose_name=_("counsellor")
    )
    substitute = models.ForeignKey(
        "organisations.Membership", models.PROTECT, related_name="+", verbose_name=_("who stands in")
    )
    person = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stand_ins",
        verbose_name=_("person"),
        help_text=_("Empty: all files of the counsellor."),
    )
    reason = models.CharField(_("reason"), max_length=20, choices=StandInReason)
    starts_on = models.DateField(_("from"))
    ends_before = models.DateField(_("until, that day excluded"))
    set_at = models.DateTimeField(_("set"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("set by")
    )
    closed_at = models.DateTimeField(_("closed early"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )

    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("stand-in")
        constraints = [
            models.CheckConstraint(
                name="a_stand_in_is_not_the_counsellor_herself", condition=~Q(counsellor=F("substitute"))
            ),
            models.CheckConstraint(
                name="a_stand_in_ends_after_it_starts", condition=Q(ends_before__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="a_stand_in_lasts_no_longer_than_it_may",
                condition=Q(ends_before__lte=F("starts_on") + LONGEST_STAND_IN),
            ),
            models.CheckConstraint(name="a_stand_in_has_a_known_reason", condition=Q(reason__in=StandInReason)),
            models.CheckConstraint(
                name="whoever_closes_a_stand_in_closes_it_at_a_moment",
                condition=Q(closed_at__isnull=False) | Q(closed_by=None),
            ),
            # Ranges of one number, because this needs no extension of PostgreSQL. Without a person the range has no
            # ends and meets every other one: at any moment a file has one stand-in at most.
            ExclusionConstraint(
                name="a_file_has_one_stand_in_at_a_time",
                expressions=[
                    (_range("int8range", "counsellor", "counsellor", "[]"), "&&"),
                    (_range("int8range", "person", "person", "[]"), "&&"),
                    (_range("daterange", "starts_on", "ends_before", "[)"), "&&"),
                ],
                condition=Q(closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"stand-in {self.pk}"
