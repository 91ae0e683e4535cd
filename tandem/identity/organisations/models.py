import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.identity.organisations.enums import MemberRole, OrganisationKind


class Organisation(models.Model):
    """An office, a fund, a company, an agency, a provider, a helper structure."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    name = models.CharField(_("name"), max_length=160)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    locality = models.CharField(_("place"), max_length=100, blank=True)
    canton = models.CharField(_("canton"), max_length=2, blank=True)

    class Meta:
        verbose_name = _("organisation")
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="an_organisation_of_a_kind_has_its_own_name"),
            models.CheckConstraint(name="an_organisation_has_a_known_kind", condition=Q(kind__in=OrganisationKind)),
            models.CheckConstraint(name="an_organisation_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="an_office_lies_in_a_canton", condition=~Q(kind=OrganisationKind.OFFICE) | ~Q(canton="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, *, on: datetime.date) -> "MembershipQuerySet":
        return self.filter(in_force(on=on))


def in_force(*, on: datetime.date, prefix: str = "") -> Q:
    """The condition that a membership counts on a day; `prefix` names the way to it ("counsellor__")."""
    ends = f"{prefix}ends_before"
    return Q(**{f"{prefix}starts_on__lte": on}) & (Q(**{ends: None}) | Q(**{f"{ends}__gt": on}))


class Membership(models.Model):
    """Somebody works for an organisation, from a day on and until a day (excluded)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("account")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=MemberRole, default=MemberRole.MEMBER)
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
            models.CheckConstraint(name="a_member_has_a_known_role", condition=Q(role__in=MemberRole)),
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(ends_before=None), name="one_open_membership_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"
