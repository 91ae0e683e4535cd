from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.eservices.registration.enums import EndReason


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def current(self) -> "RegistrationQuerySet":
        return self.filter(ended_on=None)

    def of(self, person_id: int) -> "RegistrationQuerySet":
        return self.filter(person_id=person_id)


class Registration(models.Model):
    """That a person registered for placement, and whether for benefit, too (LACI 17 al. 2). One runs at a time.

    The filing is what counts; this is how offices find it. A correction moves it to the corrected filing. Whoever
    registered at the desk has none before her form on paper is typed; then nothing is known but the day.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    filing = models.OneToOneField(
        "procedures.Filing",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("filing"),
        help_text=_("Empty for whoever registered at the desk, until her form is typed."),
    )
    office = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("office"),
        help_text=_("Empty while nobody has said which office serves the place."),
    )
    registered_on = models.DateField(_("registered on"), null=True)
    wants_benefit = models.BooleanField(_("claims benefit"), null=True)
    wanted_from = models.DateField(_("can work from"), null=True)
    last_day = models.DateField(_("last working day"), null=True, blank=True)
    first_interview_by = models.DateField(_("first interview at latest"), null=True)
    interview_at = models.DateTimeField(_("first interview"), null=True, blank=True)
    interview_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("set by")
    )
    cancelled_interview_at = models.DateTimeField(
        _("first interview that was cancelled"),
        null=True,
        blank=True,
        help_text=_("The last one, until a new day is set: calendars are told of it."),
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=EndReason, blank=True, default="")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], name="a_person_has_one_registration_at_a_time", condition=Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="the_first_interview_comes_after_the_registration",
                condition=Q(first_interview_by__gte=F("registered_on")),
            ),
            models.CheckConstraint(
                name="a_registration_that_ended_says_why_and_by_whom",
                condition=Q(ended_on=None, ended_by=None, end_reason="")
                | Q(ended_on__gte=F("registered_on"), ended_by__isnull=False) & ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="a_registration_by_form_knows_what_the_form_says",
                condition=Q(filing=None, wants_benefit=None, wanted_from=None, last_day=None)
                | Q(filing__isnull=False, wants_benefit__isnull=False, wanted_from__isnull=False),
            ),
            models.CheckConstraint(
                name="only_what_ended_may_lack_its_first_day",
                condition=Q(registered_on__isnull=False, first_interview_by__isnull=False)
                | Q(filing=None, ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="an_interview_was_set_by_somebody",
                condition=Q(interview_at=None, interview_set_by=None)
                | Q(interview_at__isnull=False, interview_set_by__isnull=False),
            ),
            models.CheckConstraint(
                name="an_interview_that_is_set_is_not_cancelled",
                condition=Q(cancelled_interview_at=None) | Q(interview_at=None),
            ),
        ]
        indexes = [models.Index(fields=["office", "registered_on"], name="registrations_of_an_office")]

    def __str__(self) -> str:
        return f"registration {self.pk}"
