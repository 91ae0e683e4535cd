from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.identity.people.enums import Channel
from tandem.identity.people.fields import AvsNumberField, PhoneField
from tandem.identity.people.models.constraints import ABOUT_CHANNELS, ABOUT_LANGUAGES, ABOUT_NUMBERS


class PersonQuerySet(models.QuerySet["Person"]):
    def with_names_in_charge(self) -> "PersonQuerySet":
        """What office, fund and counsellor are called, as columns: a page shows nothing else of them."""
        return self.annotate(
            office_name=models.F("office__name"),
            fund_name=models.F("fund__name"),
            counsellor_name=models.F("counsellor__user__name"),
        )


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

    language = models.CharField(_("language"), max_length=2, choices=Language, help_text=_("We write to her in it."))
    speaks = ArrayField(models.CharField(max_length=3), default=list, blank=True, verbose_name=_("speaks"))
    reads = ArrayField(models.CharField(max_length=3), default=list, blank=True, verbose_name=_("reads"))
    interpreter = models.CharField(
        _("interpreter for"), max_length=3, blank=True, help_text=_("A spoken or a sign language; empty for none.")
    )
    large_print = models.BooleanField(_("large print"), default=False)
    easy_language = models.BooleanField(_("easy language"), default=False)

    email = models.EmailField(_("e-mail address"), blank=True)
    phone = PhoneField(_("phone"), blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    locality = models.CharField(_("place"), max_length=100, blank=True)
    canton = models.CharField(_("canton"), max_length=2, help_text=_("Where she lives: its holidays move deadlines."))
    channels = ArrayField(
        models.CharField(max_length=10, choices=Channel),
        default=list,
        blank=True,
        verbose_name=_("how we reach her"),
        help_text=_("The first one first; empty while she has not said."),
    )
    reserved_from_digital = models.BooleanField(
        _("on paper and at the desk only"), default=False, help_text=_("Nobody pushes her to a screen.")
    )

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
            *ABOUT_NUMBERS,
            *ABOUT_LANGUAGES,
            *ABOUT_CHANNELS,
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"  # no names: this ends up in logs

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def has_address(self) -> bool:
        """Whether a letter can be sent: there are hamlets without streets."""
        return bool(self.postal_code and self.locality)

    def facts(self, names: Iterable[str]) -> dict[str, Any]:
        """These fields by name, as plain values."""
        return {name: getattr(self, name) for name in names}
