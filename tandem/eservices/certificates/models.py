import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.eservices.certificates.enums import RequestState
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Presence


class RequestQuerySet(models.QuerySet["CertificateRequest"]):
    def of(self, person_id: int) -> "RequestQuerySet":
        return self.filter(person_id=person_id)

    def unanswered(self, *, at: datetime.datetime) -> "RequestQuerySet":
        return self.filter(withdrawn_at=None, certificate=None, expires_at__gt=at)


class CertificateRequest(models.Model):
    """A person asks one employer to state her intermediate earnings of one month, by a code that works once.

    Only a keyed hash of the code is kept. `typed` is what the employer has entered and not sent yet.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    month = models.DateField(_("control period"))
    employer = models.CharField(_("employer"), max_length=100)
    email = models.EmailField(_("e-mail address of the employer"), blank=True)
    language = models.CharField(_("language of the employer"), max_length=2, choices=Language)
    code_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    presence = models.CharField(_("how it was asked"), max_length=30, choices=Presence)
    expires_at = models.DateTimeField(_("expires"))
    opened_at = models.DateTimeField(_("opened at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    typed = models.JSONField(default=dict, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a certificate")
        constraints = [
            models.CheckConstraint(name="a_certificate_is_about_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="a_request_names_the_employer", condition=~Q(employer="")),
            models.CheckConstraint(
                name="a_request_expires_after_it_was_made", condition=Q(expires_at__gt=F("asked_at"))
            ),
        ]
        indexes = [models.Index(fields=["person", "month"], name="requests_of_a_month")]

    def __str__(self) -> str:
        return f"certificate request {self.pk}"

    def state(self, at: datetime.datetime) -> RequestState:
        """Where it stands; `certificate` should be loaded with it."""
        if hasattr(self, "certificate"):
            return RequestState.RECEIVED
        if self.withdrawn_at is not None:
            return RequestState.WITHDRAWN
        if self.expires_at <= at:
            return RequestState.EXPIRED
        return RequestState.OPENED if self.opened_at else RequestState.WAITING


class EarningsCertificate(models.Model):
    """What an employer stated about one month of one person (LACI 88; OACI 29 al. 2). Never changed or removed.

    `payload` is exactly what the receipt stands for.
    """

    request = models.OneToOneField(
        CertificateRequest, models.PROTECT, related_name="certificate", verbose_name=_("request")
    )
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    month = models.DateField(_("control period"))
    employer = models.CharField(_("employer"), max_length=100)
    gross = models.DecimalField(_("gross wage"), max_digits=9, decimal_places=2)
    payload = models.JSONField(_("what was stated"))
    stated_at = models.DateTimeField(_("stated at"))
    receipt = models.OneToOneField("receipts.Receipt", models.PROTECT, related_name="+", verbose_name=_("receipt"))

    class Meta:
        verbose_name = _("certificate of intermediate earnings")
        constraints = [
            models.CheckConstraint(name="a_certified_wage_is_not_negative", condition=Q(gross__gte=0)),
            models.CheckConstraint(name="a_certified_period_is_a_month", condition=Q(month__day=1)),
        ]
        indexes = [models.Index(fields=["person", "month"], name="certificates_of_a_month")]

    def __str__(self) -> str:
        return f"certificate {self.pk}"
