from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.identity.people.fields import AvsNumberField


class PersonQuerySet(models.QuerySet["Person"]):
    def with_those_in_charge(self) -> "PersonQuerySet":
        return self.select_related("user", "office", "fund", "counsellor__user")


class Person(models.Model):
    """Somebody who looks for work. She may have no account, no e-mail and no phone."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    person_number = models.CharField(
        _("person number"),
        max_length=8,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^\d{8}$", _("A person number has 8 digits."))],
    )
    avs_number = AvsNumberField(_("AVS number"), null=True, blank=True, unique=True)
    given_name = models.CharField(_("first name"), max_length=80)
    family_name = models.CharField(_("last name"), max_length=80)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    locality = models.CharField(_("place"), max_length=100, blank=True)
    canton = models.CharField(_("canton"), max_length=2, help_text=_("Where she lives: its holidays move deadlines."))
    office = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    fund = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fund")
    )
    counsellor = models.ForeignKey(
        "organisations.Membership",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("counsellor"),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        constraints = [
            models.CheckConstraint(
                name="a_counsellor_comes_with_an_office", condition=Q(counsellor=None) | Q(office__isnull=False)
            ),
            models.CheckConstraint(
                name="a_person_number_has_eight_digits",
                condition=Q(person_number=None) | Q(person_number__regex=r"^\d{8}$"),
            ),
            models.CheckConstraint(
                name="an_avs_number_is_756_and_ten_digits",
                condition=Q(avs_number=None) | Q(avs_number__regex=r"^756\d{10}$"),
            ),
            models.CheckConstraint(
                name="a_canton_is_written_with_two_capitals", condition=Q(canton__regex=r"^[A-Z]{2}$")
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"  # no names: this ends up in logs

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"
