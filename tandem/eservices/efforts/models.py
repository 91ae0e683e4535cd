import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.eservices.efforts.enums import Channel, ExemptionKind, Outcome, PeriodKind, Workload
from tandem.foundation.languages import Language
from tandem.foundation.months import following
from tandem.identity.access.enums import Presence

ADDRESSED = [Channel.MAIL, Channel.PERSONAL, Channel.PHONE]
SPOKEN = [Channel.PERSONAL, Channel.PHONE]


class ProofQuerySet(models.QuerySet["Proof"]):
    def of(self, person_id: int) -> "ProofQuerySet":
        return self.filter(person_id=person_id)


class Proof(models.Model):
    """One filing of a person's efforts of one control period.

    The first has the sequence 1; efforts noted after it are filed as a supplement with the next. Rows are never
    changed or removed: PostgreSQL refuses it. `payload` is exactly what was sent, and what the receipt stands for.
    `text_seen` is the page before filing as she read it, every sentence; empty where nobody read one: what the
    platform transmitted, a program sent or a desk typed. It is hers, and proved by its hash in the payload.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    month = models.DateField(_("control period"))
    sequence = models.PositiveSmallIntegerField(_("filing of this period"))
    filed_at = models.DateTimeField(_("filed at"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("filed by")
    )
    automatic = models.BooleanField(_("transmitted by the platform"), default=False)
    # The person's own to know; what her office reads says nothing of it.
    presence = models.CharField(_("presence"), max_length=30, choices=Presence, default=Presence.ALONE)
    kind = models.CharField(_("period"), max_length=30, choices=PeriodKind, default=PeriodKind.DURING)
    due_on = models.DateField(_("due date"))
    is_late = models.BooleanField(_("late"))
    number_of_efforts = models.PositiveSmallIntegerField(_("number of efforts"))
    language = models.CharField(_("language of the text seen"), max_length=2, choices=Language)
    payload = models.JSONField(_("what was sent"))
    text_seen = models.JSONField(_("text seen"), default=dict, blank=True)
    receipt = models.OneToOneField("receipts.Receipt", models.PROTECT, related_name="+", verbose_name=_("receipt"))

    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("proof of job-search efforts")
        constraints = [
            models.UniqueConstraint(fields=["person", "month", "sequence"], name="filings_of_a_month_are_numbered"),
            models.CheckConstraint(name="filings_count_from_one", condition=Q(sequence__gte=1)),
            models.CheckConstraint(name="a_control_period_is_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="a_proof_holds_an_effort", condition=Q(number_of_efforts__gte=1)),
            models.CheckConstraint(name="a_proof_is_due_after_its_month", condition=Q(due_on__gt=F("month"))),
            models.CheckConstraint(
                name="somebody_files_or_the_platform_does",
                condition=Q(automatic=True, filed_by__isnull=True) | Q(automatic=False, filed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="what_the_platform_transmits_was_there_in_time", condition=Q(automatic=False) | Q(is_late=False)
            ),
        ]

    def __str__(self) -> str:
        return f"proof {self.pk}"


class EffortQuerySet(models.QuerySet["Effort"]):
    def of(self, person_id: int) -> "EffortQuerySet":
        return self.filter(person_id=person_id)

    def in_month(self, month: datetime.date) -> "EffortQuerySet":
        return self.filter(applied_on__gte=month, applied_on__lt=following(month))

    def unfiled(self) -> "EffortQuerySet":
        return self.filter(proof=None)


class Effort(models.Model):
    """One application that a person noted. It is hers alone until she files it; from then on nobody can edit it.

    Her office never reads this table: it reads the payload of a proof, which does not say who helped.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    applied_on = models.DateField(_("day of the application"))
    channels = ArrayField(models.CharField(max_length=20, choices=Channel), verbose_name=_("how"))
    company = models.CharField(_("company"), max_length=100)
    country = models.CharField(_("country"), max_length=2, default="CH")
    street = models.CharField(_("street"), max_length=60, blank=True)
    house_number = models.CharField(_("number"), max_length=10, blank=True)
    po_box = models.CharField(_("post-office box"), max_length=6, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    locality = models.CharField(_("place"), max_length=100)
    contact_person = models.CharField(_("contact person"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=100, blank=True)
    form_url = models.URLField(_("link to the online form"), max_length=255, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    job_title = models.CharField(_("job"), max_length=100)
    assigned_by_office = models.BooleanField(_("assigned by the office"))
    workload = models.CharField(_("workload"), max_length=20, choices=Workload)
    outcome = models.CharField(_("result"), max_length=20, choices=Outcome)
    interview = models.BooleanField(_("interview"), default=False)
    rejection_reason = models.CharField(_("reason for the refusal"), max_length=250, blank=True)
    source_ad_id = models.UUIDField(_("ad on this platform"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    presence = models.CharField(_("how it was written"), max_length=30, choices=Presence)
    written_at = models.DateTimeField(_("written at"))
    proof = models.ForeignKey(
        Proof, models.PROTECT, null=True, blank=True, related_name="efforts", verbose_name=_("filed in")
    )

    objects = EffortQuerySet.as_manager()

    class Meta:
        verbose_name = _("job-search effort")
        indexes = [
            models.Index(fields=["person", "applied_on"], name="efforts_of_a_month"),
            models.Index(
                fields=["person", "source_ad_id"],
                name="efforts_for_an_ad",
                condition=Q(source_ad_id__isnull=False),
            ),
            models.Index(fields=["applied_on"], name="efforts_to_transmit", condition=Q(proof__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_effort_says_how",
                condition=Q(channels__len__gte=1) & Q(channels__contained_by=Channel.values),
            ),
            models.CheckConstraint(
                name="an_effort_names_company_place_and_job",
                condition=~Q(company="") & ~Q(locality="") & ~Q(job_title=""),
            ),
            models.CheckConstraint(
                name="who_applies_by_post_visit_or_call_knows_the_address",
                condition=~Q(channels__overlap=ADDRESSED) | (~Q(postal_code="") & (~Q(street="") | ~Q(po_box=""))),
            ),
            models.CheckConstraint(
                name="who_visits_or_calls_knows_whom_she_met",
                condition=~Q(channels__overlap=SPOKEN) | ~Q(contact_person=""),
            ),
            models.CheckConstraint(
                name="who_calls_knows_the_number", condition=~Q(channels__contains=[Channel.PHONE]) | ~Q(phone="")
            ),
            models.CheckConstraint(
                name="who_applies_online_knows_the_address_or_link",
                condition=~Q(channels__contains=[Channel.ELECTRONIC]) | ~Q(email="") | ~Q(form_url=""),
            ),
            models.CheckConstraint(
                name="a_refusal_and_only_a_refusal_has_a_reason",
                condition=(Q(outcome=Outcome.REJECTED) & ~Q(rejection_reason=""))
                | (~Q(outcome=Outcome.REJECTED) & Q(rejection_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"effort {self.pk}"  # no company: this ends up in logs

    @property
    def is_filed(self) -> bool:
        return self.proof_id is not None


class LaterResult(models.Model):
    """What became of an application after it was filed: a new fact beside it. What was filed does not change."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    effort = models.ForeignKey(
        Effort, models.CASCADE, related_name="later_results", verbose_name=_("job-search effort")
    )
    outcome = models.CharField(_("result"), max_length=20, choices=Outcome)
    interview = models.BooleanField(_("interview"), default=False)
    rejection_reason = models.CharField(_("reason for the refusal"), max_length=250, blank=True)
    noted_at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by")
    )
    presence = models.CharField(_("how it was written"), max_length=30, choices=Presence)

    class Meta:
        verbose_name = _("later result")
        indexes = [models.Index(fields=["effort", "-noted_at"], name="latest_result")]
        constraints = [
            models.CheckConstraint(
                name="a_later_refusal_and_only_a_refusal_has_a_reason",
                condition=(Q(outcome=Outcome.REJECTED) & ~Q(rejection_reason=""))
                | (~Q(outcome=Outcome.REJECTED) & Q(rejection_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"later result {self.pk}"


class EntryIntoUnemployment(models.Model):
    """How a person came into unemployment, as somebody wrote it down. The office's word prevails, then the newest."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    duty_from = models.DateField(_("unemployment was foreseeable from"))
    unemployed_from = models.DateField(_("first day of unemployment"))
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    first_interview_on = models.DateField(_("first interview"), null=True, blank=True)
    by_office = models.BooleanField(_("written by the office"))
    noted_at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("noted by")
    )

    class Meta:
        verbose_name = _("entry into unemployment")
        indexes = [models.Index(fields=["person", "-by_office", "-noted_at"], name="entry_in_force")]
        constraints = [
            models.CheckConstraint(
                name="unemployment_is_foreseen_before_it_begins",
                condition=Q(duty_from__lte=F("unemployed_from")),
            ),
            models.CheckConstraint(
                name="a_first_interview_follows_the_registration",
                condition=Q(first_interview_on__isnull=True)
                | (Q(registered_on__isnull=False) & Q(first_interview_on__gte=F("registered_on"))),
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Exemption(models.Model):
    """Days on which the office lifted the duty (half-open). Taken back: a day on which it was, and by whom."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("ground"), max_length=30, choices=ExemptionKind)
    begins_on = models.DateField(_("first day"))
    ends_before = models.DateField(_("day after the last one"))
    noted_at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by")
    )
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("exemption from efforts")
        indexes = [
            models.Index(fields=["person", "begins_on"], name="exemptions_held", condition=Q(withdrawn_at=None))
        ]
        constraints = [
            models.CheckConstraint(name="an_exemption_has_a_day", condition=Q(begins_on__lt=F("ends_before"))),
        ]

    def __str__(self) -> str:
        return f"exemption {self.pk}"


class EffortTarget(models.Model):
    """How many efforts a month a person and her office have agreed on, from one control period on.

    A new agreement is a new row; the newest one for the latest period not after the month in question holds.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    number = models.PositiveSmallIntegerField(_("efforts a month"))
    valid_from = models.DateField(_("from the control period"))
    agreed_at = models.DateTimeField(_("agreed at"))
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("agreed by")
    )
    office = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("office")
    )

    class Meta:
        verbose_name = _("agreed number of efforts")
        constraints = [
            models.CheckConstraint(name="an_agreed_number_is_possible", condition=Q(number__range=(1, 40))),
            models.CheckConstraint(name="an_agreement_starts_with_a_month", condition=Q(valid_from__day=1)),
        ]
        indexes = [models.Index(fields=["person", "-valid_from", "-agreed_at"], name="target_in_force")]

    def __str__(self) -> str:
        return f"target {self.pk}"


def facts_of(effort: Effort) -> dict[str, Any]:
    """The effort as plain JSON values, as it is sent and exported. Who helped is not among them."""
    return {
        "applied_on": effort.applied_on.isoformat(),
        "channels": list(effort.channels),
        "company": effort.company,
        "country": effort.country,
        "street": effort.street,
        "house_number": effort.house_number,
        "po_box": effort.po_box,
        "postal_code": effort.postal_code,
        "locality": effort.locality,
        "contact_person": effort.contact_person,
        "email": effort.email,
        "form_url": effort.form_url,
        "phone": effort.phone,
        "job_title": effort.job_title,
        "assigned_by_office": effort.assigned_by_office,
        "workload": effort.workload,
        "outcome": effort.outcome,
        "interview": effort.interview,
        "rejection_reason": effort.rejection_reason,
    }
