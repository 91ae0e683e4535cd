import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.identity.organisations.enums import OrganisationKind


class Organisation(models.Model):
    """An office, a fund, a company, an agency, a provider, a helper structure."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    name = models.CharField(_("name"), max_length=160)
    canton = models.CharField(_("canton"), max_length=2, blank=True)

    class Meta:
        verbose_name = _("organisation")
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="an_organisation_of_a_kind_has_its_own_name"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, *, on: datetime.date) -> "MembershipQuerySet":
        return self.filter(starts_on__lte=on).filter(Q(ends_before=None) | Q(ends_before__gt=on))


class Membership(models.Model):
    """Somebody works for an organisation, from a day on and until a day (excluded)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    starts_on = models.DateField(_("from"))
    ends_before = models.DateField(_("until, that day excluded"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.CheckConstraint(
                name="a_membership_ends_after_it_starts",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(ends_before=None), name="one_open_membership_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"
