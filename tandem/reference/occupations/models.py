from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.reference.occupations.enums import Generation, LabelKind


class ChIsco(models.Model):
    """A group of the Swiss Standard Classification of Occupations, CH-ISCO-19: one to five digits."""

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    level = models.PositiveSmallIntegerField(_("level"))
    labels = models.JSONField(_("labels by language"), help_text=_("English: the title of the ISCO-08 group."))

    class Meta:
        verbose_name = _("CH-ISCO-19 group")
        constraints = [
            models.CheckConstraint(
                name="a_ch_isco_code_has_one_to_five_digits", condition=Q(code__regex=r"^\d{1,5}$")
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Occupation(models.Model):
    """An occupation of ESCO, or a Swiss title of the AVAM list that ESCO does not have ("avam-102040").

    `employment` is hundreds of employed people in its unit group: which of two namesakes is meant first.
    """

    id = models.CharField(_("id"), max_length=12, primary_key=True)
    isco08 = models.CharField(_("unit group"), max_length=4)
    esco_code = models.CharField(_("ESCO code"), max_length=20, blank=True)
    chisco = models.ForeignKey(ChIsco, models.PROTECT, null=True, related_name="+", verbose_name=_("CH-ISCO-19"))
    employment = models.PositiveIntegerField(_("employment"))

    class Meta:
        verbose_name = _("occupation")
        constraints = [
            models.CheckConstraint(name="a_unit_group_has_four_digits", condition=Q(isco08__regex=r"^\d{4}$")),
        ]

    def __str__(self) -> str:
        return self.id


class OccupationLabel(models.Model):
    """One way to name an occupation in one language."""

    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="labels", verbose_name=_("occupation"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    kind = models.CharField(_("kind"), max_length=10, choices=[(kind.value, kind.value) for kind in LabelKind])
    label = models.CharField(_("label"), max_length=250)
    folded = models.CharField(_("label without case and accents"), max_length=250)
    keys = ArrayField(models.CharField(max_length=250), verbose_name=_("keys"), help_text=_("See `wording.keys`."))

    class Meta:
        verbose_name = _("label of an occupation")
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "language", "folded"], name="an_occupation_has_a_label_once_in_a_language"
            ),
            models.CheckConstraint(name="a_label_of_an_occupation_says_something", condition=~Q(folded="")),
            models.CheckConstraint(
                name="a_label_of_an_occupation_has_a_known_kind", condition=Q(kind__in=list(LabelKind))
            ),
        ]

    def __str__(self) -> str:
        return self.label


class AvamCode(models.Model):
    """A code of the AVAM list of occupations, as the publication API sends it, and what it means here."""

    code = models.CharField(_("code"), max_length=16, primary_key=True)
    generation = models.CharField(_("generation"), max_length=3, choices=[(g.value, g.value) for g in Generation])
    chisco = models.ForeignKey(ChIsco, models.PROTECT, null=True, related_name="+", verbose_name=_("CH-ISCO-19"))
    occupation = models.ForeignKey(
        Occupation, models.PROTECT, null=True, related_name="+", verbose_name=_("occupation")
    )
    labels = models.JSONField(_("labels by language"))

    class Meta:
        verbose_name = _("AVAM code")
        constraints = [
            models.CheckConstraint(
                name="an_avam_code_is_of_a_known_generation", condition=Q(generation__in=list(Generation))
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ReportingObligation(models.Model):
    """A group whose vacancies had to be reported in a year (OSE art. 53a). A sample is not the whole list."""

    year = models.PositiveSmallIntegerField(_("year"))
    chisco = models.ForeignKey(ChIsco, models.PROTECT, related_name="+", verbose_name=_("CH-ISCO-19"))
    sample = models.BooleanField(_("sample, incomplete"))

    class Meta:
        verbose_name = _("reporting obligation")
        constraints = [
            models.UniqueConstraint(fields=["year", "chisco"], name="a_group_is_obliged_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.chisco_id}"


class Release(models.Model):
    """Which state of the shipped files the tables hold: one row."""

    content_hash = models.CharField(_("hash of the files"), max_length=64, primary_key=True)

    class Meta:
        verbose_name = _("release")

    def __str__(self) -> str:
        return self.content_hash[:12]
