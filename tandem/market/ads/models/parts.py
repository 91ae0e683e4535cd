"""Parts of an ad: its words, its occupations, and what is only shown beside them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.market.ads.enums import Education, LanguageLevel, Qualification, Salutation, WorkExperience
from tandem.market.ads.models.ad import Ad


class AdText(models.Model):
    """What the ad says in one language. `description` is Markdown without HTML."""

    ad = models.ForeignKey(Ad, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=2, choices=Language)
    title = models.CharField(_("title"), max_length=255)
    description = models.TextField(_("description"), blank=True)
    skills = ArrayField(models.CharField(max_length=120), verbose_name=_("skills"), default=list, blank=True)

    class Meta:
        verbose_name = _("text of a job ad")
        constraints = [
            models.UniqueConstraint(fields=["ad", "language"], name="an_ad_has_one_text_in_each_language"),
            models.CheckConstraint(
                name="an_ad_speaks_a_language_of_the_platform", condition=Q(language__in=Language.values)
            ),
            models.CheckConstraint(name="an_ad_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return f"text {self.pk}"


class AdOccupation(models.Model):
    """An occupation the ad is for: as the sender coded it, or as its title reads (`detected`)."""

    ad = models.ForeignKey(Ad, models.CASCADE, related_name="occupations")
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    concept_id = models.CharField(_("occupation"), max_length=120, blank=True)
    isco_code = models.CharField(_("ISCO-08 group"), max_length=4, blank=True)
    chisco_code = models.CharField(_("CH-ISCO-19 code"), max_length=5, blank=True)
    avam_code = models.CharField(_("code of the publication API"), max_length=16, blank=True)
    detected = models.BooleanField(_("read from the title"), default=False)
    work_experience = models.CharField(_("experience"), max_length=20, choices=WorkExperience, blank=True)
    education_code = models.CharField(_("education"), max_length=3, choices=Education, blank=True)
    qualification_code = models.CharField(_("qualification"), max_length=12, choices=Qualification, blank=True)

    class Meta:
        verbose_name = _("occupation of a job ad")
        constraints = [
            models.UniqueConstraint(fields=["ad", "rank"], name="an_ad_has_one_occupation_at_each_rank"),
        ]

    def __str__(self) -> str:
        return f"occupation {self.pk}"


class AdLanguageSkill(models.Model):
    """A language the job asks for."""

    ad = models.ForeignKey(Ad, models.CASCADE, related_name="language_skills")
    language_code = models.CharField(_("language"), max_length=5)
    spoken_level = models.CharField(_("spoken"), max_length=12, choices=LanguageLevel, blank=True)
    written_level = models.CharField(_("written"), max_length=12, choices=LanguageLevel, blank=True)

    class Meta:
        verbose_name = _("language asked for")
        constraints = [
            models.UniqueConstraint(fields=["ad", "language_code"], name="an_ad_asks_for_a_language_once"),
        ]

    def __str__(self) -> str:
        return f"language skill {self.pk}"


class AdCompany(models.Model):
    """Address and contact of the company, as published."""

    ad = models.OneToOneField(Ad, models.CASCADE, primary_key=True, related_name="company")
    street = models.CharField(_("street"), max_length=100, blank=True)
    house_number = models.CharField(_("house number"), max_length=10, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("place"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    post_office_box_number = models.CharField(_("post office box"), max_length=10, blank=True)
    post_office_box_postal_code = models.CharField(_("postal code of the box"), max_length=10, blank=True)
    post_office_box_city = models.CharField(_("place of the box"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    website = models.CharField(_("website"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("company of a job ad")

    def __str__(self) -> str:
        return f"company of ad {self.pk}"


class AdApplyChannel(models.Model):
    """How to apply. `mail_address` is the postal address as it was sent; `post_*` are its parts, if it was read."""

    ad = models.OneToOneField(Ad, models.CASCADE, primary_key=True, related_name="apply_channel")
    mail_address = models.CharField(_("postal address"), max_length=255, blank=True)
    post_name = models.CharField(_("name"), max_length=255, blank=True)
    post_street = models.CharField(_("street"), max_length=100, blank=True)
    post_house_number = models.CharField(_("house number"), max_length=10, blank=True)
    post_postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    post_city = models.CharField(_("place"), max_length=100, blank=True)
    post_box_number = models.CharField(_("post office box"), max_length=10, blank=True)
    post_box_postal_code = models.CharField(_("postal code of the box"), max_length=10, blank=True)
    post_box_city = models.CharField(_("place of the box"), max_length=100, blank=True)
    post_country = models.CharField(_("country"), max_length=2, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    form_url = models.CharField(_("online form"), max_length=1024, blank=True)
    additional_info = models.CharField(_("more about applying"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("way to apply")

    def __str__(self) -> str:
        return f"way to apply for ad {self.pk}"


class AdPublicContact(models.Model):
    """Whom a jobseeker may ask, as published."""

    ad = models.OneToOneField(Ad, models.CASCADE, primary_key=True, related_name="public_contact")
    salutation = models.CharField(_("salutation"), max_length=2, choices=Salutation, blank=True)
    first_name = models.CharField(_("first name"), max_length=50, blank=True)
    last_name = models.CharField(_("last name"), max_length=50, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)

    class Meta:
        verbose_name = _("contact of a job ad")

    def __str__(self) -> str:
        return f"contact of ad {self.pk}"


class AdConfidential(models.Model):
    """Never published: the employer behind an agency, and the contact for the office.

    In a table of its own, so that no page reads it by accident.
    """

    ad = models.OneToOneField(Ad, models.CASCADE, primary_key=True, related_name="confidential")
    employer_name = models.CharField(_("employer"), max_length=255, blank=True)
    employer_postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    employer_city = models.CharField(_("place"), max_length=100, blank=True)
    employer_country = models.CharField(_("country"), max_length=2, blank=True)
    contact_language = models.CharField(_("language"), max_length=2, blank=True)
    contact_salutation = models.CharField(_("salutation"), max_length=2, choices=Salutation, blank=True)
    contact_first_name = models.CharField(_("first name"), max_length=50, blank=True)
    contact_last_name = models.CharField(_("last name"), max_length=50, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=20, blank=True)
    contact_email = models.CharField(_("e-mail address"), max_length=254, blank=True)

    class Meta:
        verbose_name = _("confidential part of a job ad")

    def __str__(self) -> str:
        return f"confidential part of ad {self.pk}"
