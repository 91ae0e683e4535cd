from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.reference.localities.enums import CantonCode


class Canton(models.Model):
    """One of the 26, with its name in each language of the platform."""

    code = models.CharField(_("abbreviation"), max_length=2, primary_key=True)
    number = models.PositiveSmallIntegerField(_("number of the Federal Statistical Office"), unique=True)
    names = models.JSONField(_("names by language"))

    class Meta:
        verbose_name = _("canton")
        constraints = [
            models.CheckConstraint(name="a_canton_is_one_of_the_26", condition=Q(code__in=list(CantonCode))),
        ]

    def __str__(self) -> str:
        return self.code


class Commune(models.Model):
    """A political commune under its number of the Federal Statistical Office.

    `rank` orders the towns that people mean first (0 is Zurich); `other_names` are what speakers of another language
    call it; `main_place` is where its name, alone, points.
    """

    number = models.PositiveIntegerField(_("number of the Federal Statistical Office"), primary_key=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    canton = models.ForeignKey(Canton, models.PROTECT, related_name="communes", verbose_name=_("canton"))
    main_place = models.ForeignKey("Locality", models.PROTECT, related_name="+", verbose_name=_("main place"))
    rank = models.PositiveSmallIntegerField(_("rank"))
    other_names = ArrayField(models.CharField(max_length=80), verbose_name=_("names in other languages"))

    class Meta:
        verbose_name = _("commune")

    def __str__(self) -> str:
        return self.name


class Locality(models.Model):
    """A place name with one postal code, in the commune that holds most of its addresses.

    The id is the postal code with the Post's two additional digits.
    """

    id = models.CharField(_("postal code with additional digits"), max_length=6, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="localities", verbose_name=_("commune"))
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    language = models.CharField(_("language"), max_length=2)

    class Meta:
        verbose_name = _("locality")
        verbose_name_plural = _("localities")
        constraints = [
            models.CheckConstraint(name="a_locality_has_six_digits", condition=Q(id__regex=r"^[1-9]\d{5}$")),
            models.CheckConstraint(
                name="a_locality_lies_in_switzerland",
                condition=Q(latitude__range=(45.8, 47.9), longitude__range=(5.9, 10.6)),
            ),
            models.CheckConstraint(
                name="a_locality_speaks_a_national_language", condition=Q(language__in=["de", "fr", "it", "rm"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id[:4]} {self.name}"


class Release(models.Model):
    """Which state of the shipped files the tables hold: one row."""

    content_hash = models.CharField(_("hash of the files"), max_length=64, primary_key=True)

    class Meta:
        verbose_name = _("release")

    def __str__(self) -> str:
        return self.content_hash[:12]
