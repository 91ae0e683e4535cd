from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.market.ads.enums import PUBLISHED, AdSource, AdStatus, CancellationCode, SalaryPer, WorkForm
from tandem.market.ads.models.queryset import AdQuerySet

if TYPE_CHECKING:
    from tandem.market.ads.models.parts import AdText

READY = (AdStatus.REFINING, *PUBLISHED, AdStatus.ARCHIVED)


class Ad(models.Model):
    """One job on offer: the facts that are searched, sorted or constrained. What is only shown stands in its parts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("owner")
    )
    source = models.CharField(_("source"), max_length=10, choices=AdSource)
    feed = models.CharField(_("feed"), max_length=60, blank=True)
    external_id = models.CharField(_("id in the feed"), max_length=255, blank=True)
    content_hash = models.BinaryField(max_length=16, default=bytes)
    created_at = models.DateTimeField(_("created at"))
    updated_at = models.DateTimeField(_("updated at"))
    external_reference = models.CharField(_("reference of the employer"), max_length=255, blank=True)
    external_url = models.CharField(_("address of the original"), max_length=1024, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=100, blank=True)
    stellennummer_egov = models.CharField(_("number of the ad"), max_length=20, null=True)  # noqa: DJ001
    stellennummer_avam = models.CharField(_("number of the office"), max_length=20, blank=True)

    status = models.CharField(_("status"), max_length=20, choices=AdStatus, default=AdStatus.CREATED)
    report_to_avam = models.BooleanField(_("sent to the office"), default=False)
    reporting_obligation = models.BooleanField(_("reporting obligation"), default=False)
    reporting_obligation_ends_on = models.DateField(_("last restricted day"), null=True)
    job_center_code = models.CharField(_("code of the office"), max_length=5, blank=True)
    approved_on = models.DateField(_("approved on"), null=True)
    rejected_on = models.DateField(_("rejected on"), null=True)
    rejection_code = models.CharField(_("code of the rejection"), max_length=20, blank=True)
    rejection_reason = models.CharField(_("reason of the rejection"), max_length=1000, blank=True)
    cancelled_on = models.DateField(_("withdrawn on"), null=True)
    cancellation_code = models.CharField(_("why withdrawn"), max_length=30, choices=CancellationCode, blank=True)

    publication_starts_on = models.DateField(_("published from"), null=True)
    publication_ends_before = models.DateField(_("published until, that day excluded"), null=True)
    public_display = models.BooleanField(_("shown to everybody"), default=True)
    restricted_display = models.BooleanField(_("shown to registered jobseekers"), default=True)
    eures_display = models.BooleanField(_("shown in EURES"), default=False)
    eures_anonymous = models.BooleanField(_("anonymous in EURES"), default=False)
    company_anonymous = models.BooleanField(_("company not named"), default=False)

    company_name = models.CharField(_("company"), max_length=255, blank=True)
    surrogate = models.BooleanField(_("agency acts for the employer"), default=False)
    number_of_jobs = models.PositiveSmallIntegerField(_("number of jobs"), null=True)

    employment_starts_on = models.DateField(_("first day of work"), null=True)
    employment_ends_on = models.DateField(_("last day of work"), null=True)
    immediately = models.BooleanField(_("starts at once"), default=False)
    permanent = models.BooleanField(_("permanent"), null=True)
    short_employment = models.BooleanField(_("14 days or less"), default=False)
    workload_min = models.PositiveSmallIntegerField(_("workload from, in percent"), null=True)
    workload_max = models.PositiveSmallIntegerField(_("workload to, in percent"), null=True)
    work_forms = ArrayField(
        models.CharField(max_length=20, choices=WorkForm), verbose_name=_("forms of work"), default=list, blank=True
    )
    remote_share = models.PositiveSmallIntegerField(_("work from home, in percent"), null=True)
    salary_min = models.DecimalField(_("salary from"), max_digits=11, decimal_places=2, null=True)
    salary_max = models.DecimalField(_("salary to"), max_digits=11, decimal_places=2, null=True)
    salary_currency = models.CharField(_("currency"), max_length=3, blank=True)
    salary_per = models.CharField(_("salary per"), max_length=5, choices=SalaryPer, blank=True)

    place_remarks = models.CharField(_("remarks on the place"), max_length=255, blank=True)
    city = models.CharField(_("place"), max_length=100, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    commune_code = models.CharField(_("number of the commune"), max_length=5, blank=True)
    region_code = models.CharField(_("region"), max_length=5, blank=True)
    canton = models.CharField(_("canton"), max_length=2, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    longitude = models.FloatField(_("longitude"), null=True)
    latitude = models.FloatField(_("latitude"), null=True)

    objects = AdQuerySet.as_manager()

    class Meta:
        verbose_name = _("job ad")
        constraints = [
            models.UniqueConstraint(fields=["stellennummer_egov"], name="each_number_belongs_to_one_ad"),
            models.UniqueConstraint(
                fields=["feed", "external_id"], condition=~Q(external_id=""), name="a_feed_names_each_ad_once"
            ),
            models.CheckConstraint(
                name="an_ad_with_a_feed_has_an_id_in_it",
                condition=Q(feed="", external_id="") | (~Q(feed="") & ~Q(external_id="")),
            ),
            models.CheckConstraint(name="an_ad_has_a_known_status", condition=Q(status__in=AdStatus.values)),
            models.CheckConstraint(name="an_ad_has_a_known_source", condition=Q(source__in=AdSource.values)),
            models.CheckConstraint(
                name="a_ready_ad_says_when_its_publication_starts",
                condition=~Q(status__in=READY) | Q(publication_starts_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_publication_ends_after_it_starts",
                condition=Q(publication_ends_before=None) | Q(publication_ends_before__gt=F("publication_starts_on")),
            ),
            models.CheckConstraint(
                name="a_restricted_ad_is_under_the_reporting_obligation",
                condition=~Q(status=AdStatus.PUBLISHED_RESTRICTED)
                | Q(reporting_obligation=True, reporting_obligation_ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_withdrawn_ad_says_when_and_why",
                condition=Q(
                    status=AdStatus.CANCELLED,
                    cancelled_on__isnull=False,
                    cancellation_code__in=CancellationCode.values,
                )
                | (~Q(status=AdStatus.CANCELLED) & Q(cancelled_on=None, cancellation_code="")),
            ),
            models.CheckConstraint(
                name="workload_is_above_0_at_most_100_and_ordered",
                condition=Q(workload_min=None, workload_max=None)
                | Q(
                    # A comparison with nothing is neither true nor false, and a check lets that pass.
                    workload_min__isnull=False,
                    workload_max__isnull=False,
                    workload_min__gt=0,
                    workload_min__lte=F("workload_max"),
                    workload_max__lte=100,
                ),
            ),
            models.CheckConstraint(
                name="work_ends_on_or_after_the_day_it_starts",
                condition=Q(employment_ends_on=None)
                | Q(employment_starts_on=None)
                | Q(employment_ends_on__gte=F("employment_starts_on")),
            ),
            models.CheckConstraint(
                name="short_employment_is_never_permanent", condition=Q(short_employment=False) | ~Q(permanent=True)
            ),
            models.CheckConstraint(
                name="permanent_work_has_no_last_day",
                condition=Q(permanent=None) | Q(permanent=False) | Q(employment_ends_on=None),
            ),
            models.CheckConstraint(
                name="forms_of_work_are_known", condition=Q(work_forms__contained_by=WorkForm.values)
            ),
            models.CheckConstraint(
                name="remote_share_is_between_0_and_100",
                condition=Q(remote_share=None) | Q(remote_share__gte=0, remote_share__lte=100),
            ),
            models.CheckConstraint(
                name="a_salary_has_bounds_a_currency_and_a_period",
                condition=Q(salary_min=None, salary_max=None, salary_currency="", salary_per="")
                | Q(
                    salary_min__isnull=False,
                    salary_max__isnull=False,
                    salary_min__gt=0,
                    salary_min__lte=F("salary_max"),
                    salary_currency__regex="^[A-Z]{3}$",
                    salary_per__in=SalaryPer.values,
                ),
            ),
            models.CheckConstraint(
                name="coordinates_come_in_pairs_and_on_earth",
                condition=Q(longitude=None, latitude=None)
                | Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__gte=-180,
                    longitude__lte=180,
                    latitude__gte=-90,
                    latitude__lte=90,
                ),
            ),
            models.CheckConstraint(
                name="a_country_is_two_capitals", condition=Q(country="") | Q(country__regex="^[A-Z]{2}$")
            ),
        ]
        indexes = [
            models.Index(
                fields=["-publication_starts_on", "id"],
                condition=Q(status=AdStatus.PUBLISHED_PUBLIC),
                name="ads_public_newest_first",
            ),
            models.Index(
                fields=["publication_ends_before"], condition=Q(status__in=PUBLISHED), name="ads_published_by_last_day"
            ),
            models.Index(
                fields=["reporting_obligation_ends_on"],
                condition=Q(status=AdStatus.PUBLISHED_RESTRICTED),
                name="ads_restricted_by_last_day",
            ),
            models.Index(
                fields=["publication_starts_on"],
                condition=Q(status=AdStatus.REFINING),
                name="ads_waiting_by_first_day",
            ),
            models.Index(
                fields=["owner", "-created_at"], condition=Q(owner__isnull=False), name="ads_of_an_owner_newest_first"
            ),
            models.Index(
                fields=["stellennummer_avam"], condition=~Q(stellennummer_avam=""), name="ads_by_number_of_the_office"
            ),
            models.Index(fields=["fingerprint"], condition=~Q(fingerprint=""), name="ads_by_fingerprint"),
        ]

    def __str__(self) -> str:
        return f"ad {self.pk}"

    def is_open(self, *, on: datetime.date) -> bool:
        """Whether somebody can still apply on that day."""
        return (
            self.status in PUBLISHED
            and self.publication_starts_on is not None
            and self.publication_starts_on <= on
            and (self.publication_ends_before is None or self.publication_ends_before > on)
        )

    def text_for(self, language: str) -> AdText | None:
        """The text in that language, else in the first of the platform's languages the ad has; None without any."""
        texts = {text.language: text for text in self.texts.all()}
        return next((texts[code] for code in (language, *Language.values) if code in texts), None)
