from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.eservices.declarations.enums import Asked, IncapacityReason


class FormOpening(models.Model):
    """From which day of a month on a fund takes the form of that month: its rule, or one month's exception.

    Without `month` it is the rule, a day of the month (31: its last day). With it, `opens_on` is that month's day.
    """

    fund = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="form_openings", verbose_name=_("fund")
    )
    month = models.DateField(_("control period"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day of the month"), null=True, blank=True)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    set_at = models.DateTimeField(_("set at"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by"))

    class Meta:
        verbose_name = _("opening of the monthly form")
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "month"], name="a_fund_opens_a_month_on_one_day", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="an_opening_is_a_rule_or_one_month",
                condition=Q(month=None, opens_on=None, day__range=(1, 31))
                | Q(month__day=1, day=None, opens_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"


class IncapacityQuerySet(models.QuerySet["Incapacity"]):
    def of(self, person_id: int) -> "IncapacityQuerySet":
        return self.filter(person_id=person_id, replaced_at=None)


class Incapacity(models.Model):
    """One spell of days on which somebody could not work, as she reported it (LACI 28; OACI 42). Days are included.

    The filing is what counts; this is how other forms and desks find it. A correction replaces it.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    filing = models.OneToOneField("procedures.Filing", models.PROTECT, related_name="+", verbose_name=_("filing"))
    reason = models.CharField(_("reason"), max_length=20, choices=IncapacityReason)
    from_day = models.DateField(_("first day"))
    to_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: it goes on."))
    degree = models.PositiveSmallIntegerField(_("degree in percent"))
    reported_on = models.DateField(_("reported on"))
    replaced_at = models.DateTimeField(_("corrected or taken back"), null=True)

    objects = IncapacityQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported incapacity")
        indexes = [models.Index(fields=["person", "from_day"], name="incapacities_of_a_person")]
        constraints = [
            models.CheckConstraint(name="a_degree_is_a_percentage", condition=Q(degree__range=(1, 100))),
            models.CheckConstraint(
                name="an_incapacity_ends_after_it_begins", condition=Q(to_day=None) | Q(to_day__gte=F("from_day"))
            ),
        ]

    def __str__(self) -> str:
        return f"incapacity {self.pk}"


class MeasureQuerySet(models.QuerySet["Measure"]):
    def of(self, person_id: int) -> "MeasureQuerySet":
        return self.filter(person_id=person_id)


class Measure(models.Model):
    """A labour-market measure in which a person takes part, as her office noted it (LACI 59 ff.). Days are included.

    What the monthly form has to know of it; who decided on it and how it went is the office's.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    name = models.CharField(_("measure"), max_length=120)
    from_day = models.DateField(_("first day"))
    to_day = models.DateField(_("last day"))
    office = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("noted by the office")
    )
    noted_at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by")
    )
    removed_at = models.DateTimeField(_("removed at"), null=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        indexes = [models.Index(fields=["person", "from_day"], name="measures_of_a_person")]
        constraints = [
            models.CheckConstraint(name="a_measure_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="a_measure_ends_after_it_begins", condition=Q(to_day__gte=F("from_day"))),
        ]

    def __str__(self) -> str:
        return f"measure {self.pk}"


class AskedPaper(models.Model):
    """A paper that the answers of a filed form ask for, until it is here (OACI 23 al. 2, 29).

    The fund notes that it has come. A correction asks anew; what had come before still counts.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    filing = models.ForeignKey("procedures.Filing", models.PROTECT, related_name="+", verbose_name=_("filing"))
    kind = models.CharField(_("kind"), max_length=40, choices=Asked)
    about = models.CharField(_("employer"), max_length=100, blank=True)
    received_on = models.DateField(_("received on"), null=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("noted by")
    )
    wanted_by = models.DateField(_("wanted by"), null=True, help_text=_("The time limit that the fund has set."))

    class Meta:
        verbose_name = _("paper that a form asks for")
        constraints = [
            models.UniqueConstraint(fields=["filing", "kind", "about"], name="a_form_asks_for_a_paper_once"),
            models.CheckConstraint(
                name="somebody_noted_that_a_paper_is_here",
                condition=Q(received_on=None, noted_by=None) | Q(received_on__isnull=False, noted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"paper {self.pk}"
