import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import day_of
from tandem.identity.organisations.enums import HelperKind, MemberRole
from tandem.identity.organisations.models.organisation import Organisation

_IN_A_STRUCTURE = [HelperKind.PROFESSIONAL, HelperKind.SOCIAL_WORKER]
_ALONE = [HelperKind.VOLUNTEER, HelperKind.RELATIVE]


class Rests(models.Model):
    """A helper's hat that nobody uses is put to rest; `woken_on` is when it was last given back."""

    woken_on = models.DateField(_("in use again from"), null=True, blank=True)
    warned_on = models.DateField(_("warned"), null=True, blank=True)
    rests_from = models.DateField(_("at rest from"), null=True, blank=True)

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        user: Any
        starts_on: datetime.date

    @property
    def used_on(self) -> datetime.date:
        """The last day on which the account's owner was here, or on which the hat was given to her."""
        seen = [self.starts_on, self.woken_on, self.user.last_login and day_of(self.user.last_login)]
        return max(day for day in seen if day)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, *, on: datetime.date) -> "MembershipQuerySet":
        """Those that count on a day; none in an organisation that is blocked."""
        return self.filter(in_force(on=on), organisation__blocked_at=None)

    def of_team(self, organisation_id: int, *, on: datetime.date) -> "MembershipQuerySet":
        """Those that a team list shows: they began and did not end, at rest or not."""
        return self.filter(organisation_id=organisation_id, starts_on__lte=on).not_ended(on=on)

    def not_ended(self, *, on: datetime.date) -> "MembershipQuerySet":
        """Those that count on the day or will, at rest or not."""
        return self.filter(Q(ends_before=None) | Q(ends_before__gt=on))

    def managers(self) -> "MembershipQuerySet":
        return self.filter(role=MemberRole.MANAGER)


def in_force(*, on: datetime.date, prefix: str = "") -> Q:
    """The condition that a membership counts on a day; `prefix` names the way to it ("counsellor__")."""
    ends = f"{prefix}ends_before"
    rests = f"{prefix}rests_from"
    return (
        Q(**{f"{prefix}starts_on__lte": on})
        & (Q(**{ends: None}) | Q(**{f"{ends}__gt": on}))
        & (Q(**{rests: None}) | Q(**{f"{rests}__gt": on}))
    )


class Membership(Rests):
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
    # Only in a helper structure.
    helper_kind = models.CharField(_("as what she helps"), max_length=20, choices=HelperKind, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.CheckConstraint(
                # On its first day: a mistake that is taken back before anything came of it.
                name="a_membership_never_ends_before_it_starts",
                condition=Q(ends_before=None) | Q(ends_before__gte=F("starts_on")),
            ),
            models.CheckConstraint(name="a_member_has_a_known_role", condition=Q(role__in=MemberRole)),
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(ends_before=None), name="one_open_membership_per_place"
            ),
            models.CheckConstraint(
                name="a_member_helps_as_a_professional_or_a_social_worker",
                condition=Q(helper_kind__in=["", *_IN_A_STRUCTURE]),
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class HelperProfileQuerySet(models.QuerySet["HelperProfile"]):
    def in_force(self, *, on: datetime.date) -> "HelperProfileQuerySet":
        return self.filter(in_force(on=on))


class HelperProfile(Rests):
    """A volunteer, a relative or a friend: somebody who helps and stands alone, without an organisation."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="helper_profiles", verbose_name=_("account")
    )
    kind = models.CharField(_("as what she helps"), max_length=20, choices=HelperKind)
    starts_on = models.DateField(_("from"))
    ends_before = models.DateField(_("until, that day excluded"), null=True, blank=True)

    objects = HelperProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("helper who stands alone")
        constraints = [
            models.CheckConstraint(name="who_stands_alone_is_a_volunteer_or_a_relative", condition=Q(kind__in=_ALONE)),
            models.CheckConstraint(
                name="helping_never_ends_before_it_starts",
                condition=Q(ends_before=None) | Q(ends_before__gte=F("starts_on")),
            ),
            models.UniqueConstraint(fields=["user"], condition=Q(ends_before=None), name="one_helps_as_one_kind"),
        ]

    def __str__(self) -> str:
        return f"helper profile {self.pk}"
