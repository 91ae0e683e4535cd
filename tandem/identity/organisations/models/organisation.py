import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation import clock
from tandem.foundation.phones import E164
from tandem.identity.organisations.enums import OrganisationKind
from tandem.identity.organisations.fields import UidField
from tandem.identity.organisations.rules import UID

_COMPANIES = [OrganisationKind.EMPLOYER, OrganisationKind.AGENCY]
# People go there, or write there, with a paper that has a deadline.
_WITH_A_DESK = [OrganisationKind.OFFICE, OrganisationKind.FUND]


class Organisation(models.Model):
    """An office, a fund, a company, an agency, a provider, a helper structure, the operator."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    name = models.CharField(_("name"), max_length=160)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    locality = models.CharField(_("place"), max_length=100, blank=True)
    canton = models.CharField(_("canton"), max_length=2, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    uid = UidField(_("UID"), null=True, blank=True)
    fund_number = models.CharField(_("number of the fund"), max_length=5, null=True, blank=True, unique=True)
    # A company that introduced itself: an operator compares it with the register once.
    is_to_be_checked = models.BooleanField(_("to be checked"), default=False)
    blocked_at = models.DateTimeField(_("blocked"), null=True, blank=True)
    blocked_because = models.CharField(_("reason of the block"), max_length=500, blank=True)
    team_confirmed_on = models.DateField(_("team confirmed"), default=clock.today)
    team_reminded_on = models.DateField(_("reminder of the team list"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=~Q(kind__in=_COMPANIES),
                name="an_organisation_of_a_kind_has_its_own_name",
            ),
            models.CheckConstraint(name="an_organisation_has_a_known_kind", condition=Q(kind__in=OrganisationKind)),
            models.CheckConstraint(name="an_organisation_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="an_office_lies_in_a_canton", condition=~Q(kind=OrganisationKind.OFFICE) | ~Q(canton="")
            ),
            models.CheckConstraint(
                name="offices_and_funds_have_an_address",
                condition=~Q(kind__in=_WITH_A_DESK) | ~(Q(street="") | Q(postal_code="") | Q(locality="")),
            ),
            models.CheckConstraint(
                name="offices_and_funds_can_be_called_or_written_to",
                condition=~Q(kind__in=_WITH_A_DESK) | ~Q(phone="", email=""),
            ),
            models.CheckConstraint(
                name="a_phone_is_kept_with_its_country", condition=Q(phone="") | Q(phone__regex=E164)
            ),
            models.CheckConstraint(
                name="an_employer_has_a_uid", condition=~Q(kind=OrganisationKind.EMPLOYER) | ~Q(uid=None)
            ),
            models.CheckConstraint(name="a_uid_is_che_and_nine_digits", condition=Q(uid=None) | Q(uid__regex=UID)),
            # A company that lends people to others may look for people of its own: one UID, two capacities.
            models.UniqueConstraint(fields=["kind", "uid"], name="a_uid_names_one_organisation_of_a_kind"),
            models.CheckConstraint(
                name="a_fund_and_nothing_else_has_a_fund_number",
                condition=Q(kind=OrganisationKind.FUND, fund_number__regex=r"^[0-9]{2,5}$")
                | (~Q(kind=OrganisationKind.FUND) & Q(fund_number=None)),
            ),
            models.CheckConstraint(
                name="a_block_has_a_reason",
                condition=Q(blocked_at=None, blocked_because="") | (~Q(blocked_at=None) & ~Q(blocked_because="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_blocked(self) -> bool:
        return self.blocked_at is not None

    @property
    def address(self) -> str:
        """Name and address as on an envelope, one line each; only lines that are known."""
        place = f"{self.postal_code} {self.locality}".strip()
        return "\n".join(line for line in (self.name, self.street, place) if line)


class LicenceQuerySet(models.QuerySet["Licence"]):
    def in_force(self, *, on: datetime.date) -> "LicenceQuerySet":
        return self.filter(Q(valid_before=None) | Q(valid_before__gt=on), valid_from__lte=on)


class Licence(models.Model):
    """What allows an agency to place or lend people (LSE/AVG 2 and 12), from a day on and until a day (excluded)."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="licences", verbose_name=_("agency"))
    number = models.CharField(_("number of the licence"), max_length=20)
    authority = models.CharField(_("authority"), max_length=4, help_text=_("The canton, or SECO."))
    valid_from = models.DateField(_("valid from"))
    valid_before = models.DateField(_("until, that day excluded"), null=True, blank=True)

    objects = LicenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("licence")
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_licence_has_a_number_of_its_own"),
            models.CheckConstraint(
                name="a_licence_has_a_number_in_capitals", condition=Q(number__regex=r"^[A-Z0-9][A-Z0-9./-]{2,19}$")
            ),
            models.CheckConstraint(
                name="a_licence_comes_from_a_canton_or_from_seco", condition=Q(authority__regex=r"^([A-Z]{2}|SECO)$")
            ),
            models.CheckConstraint(
                name="a_licence_ends_after_it_starts",
                condition=Q(valid_before=None) | Q(valid_before__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"licence {self.number}"


class ServiceAreaQuerySet(models.QuerySet["ServiceArea"]):
    def in_force(self, *, on: datetime.date) -> "ServiceAreaQuerySet":
        return self.filter(Q(ends_before=None) | Q(ends_before__gt=on), starts_on__lte=on)


class ServiceArea(models.Model):
    """A postal code or a whole commune that a regional office serves, from a day on and until a day (excluded)."""

    office = models.ForeignKey(Organisation, models.PROTECT, related_name="service_areas", verbose_name=_("office"))
    postal_code = models.CharField(_("postal code"), max_length=4, blank=True)
    # No key: communes merge, and the list of communes is loaded anew each year.
    commune_number = models.PositiveIntegerField(_("number of the commune"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    ends_before = models.DateField(_("until, that day excluded"), null=True, blank=True)

    objects = ServiceAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area of an office")
        constraints = [
            models.CheckConstraint(
                name="an_area_is_a_postal_code_or_a_commune",
                condition=Q(postal_code__regex=r"^[1-9][0-9]{3}$", commune_number=None)
                | (Q(postal_code="") & ~Q(commune_number=None)),
            ),
            models.CheckConstraint(
                name="an_area_ends_after_it_starts", condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on"))
            ),
            models.UniqueConstraint(
                fields=["postal_code"],
                condition=Q(ends_before=None) & ~Q(postal_code=""),
                name="a_postal_code_has_one_office",
            ),
            models.UniqueConstraint(
                fields=["commune_number"], condition=Q(ends_before=None), name="a_commune_has_one_office"
            ),
        ]

    def __str__(self) -> str:
        return f"area {self.postal_code or self.commune_number}"
