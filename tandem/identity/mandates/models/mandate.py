"""Who may help whom: the mandate, its areas, those named in it."""

import datetime

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Reach
from tandem.identity.mandates import rules
from tandem.identity.mandates.codes import PATTERN
from tandem.identity.mandates.enums import (
    AREAS,
    Duration,
    State,
)
from tandem.identity.organisations.enums import HelperKind
from tandem.identity.organisations.rules import works_for_a_structure
from tandem.identity.organisations.selectors import in_force

OPEN = (State.PROPOSED, State.ASKED)
_ONCE_GRANTED = (State.GRANTED, State.EXPIRED, State.ENDED)
_OF_A_STRUCTURE = [kind for kind in HelperKind if works_for_a_structure(kind)]
_ALONE = [kind for kind in HelperKind if not works_for_a_structure(kind)]
# Days at most between the two ends: a day with 25 hours, the longest months, and the rest of the first day.
_AT_MOST = {
    Duration.ONE_VISIT: datetime.timedelta(hours=25),
    Duration.ONE_MONTH: datetime.timedelta(days=32, hours=1),
    Duration.SIX_MONTHS: datetime.timedelta(days=185, hours=1),
    Duration.TWELVE_MONTHS: datetime.timedelta(days=367, hours=1),
}


class MandateQuerySet(models.QuerySet["Mandate"]):
    def of(self, person_id: int) -> "MandateQuerySet":
        return self.filter(person_id=person_id)

    def running(self, *, at: datetime.datetime) -> "MandateQuerySet":
        return self.filter(running(at=at))

    def held_by_nobody(self, *, on: datetime.date) -> "MandateQuerySet":
        """Granted, and none of those named may help in the holder's name on a day."""
        named = NamedHelper.objects.filter(mandate=models.OuterRef("pk"), removed_at=None)
        alone = named.filter(in_force(on=on, prefix="user__helper_profiles__"), mandate__structure=None)
        at_work = named.filter(
            in_force(on=on, prefix="user__memberships__"),
            user__memberships__organisation=models.F("mandate__structure"),
            mandate__structure__blocked_at=None,
        )
        return self.filter(~models.Exists(alone), ~models.Exists(at_work), state=State.GRANTED)


def running(*, at: datetime.datetime, prefix: str = "") -> Q:
    """The condition that a mandate counts at a moment, whether or not a task has noted its end yet."""
    return Q(
        **{f"{prefix}state": State.GRANTED, f"{prefix}starts_at__lte": at, f"{prefix}ends_at__gt": at},
    )


class Mandate(models.Model):
    """A person lets a helper structure, or one volunteer or relative, help her: where, how far, until when."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="mandates", verbose_name=_("person"))
    structure = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("helper structure"),
    )
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("volunteer or relative"),
    )
    helper_kind = models.CharField(_("kind of helper"), max_length=20, choices=HelperKind)
    duration = models.CharField(_("how long"), max_length=20, choices=Duration)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField(_("proposed"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    starts_at = models.DateTimeField(_("from"), null=True)
    ends_at = models.DateTimeField(_("until, that moment excluded"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("renews"))
    # On the paper form and on the slip that ends it. Known to both sides; opens no file.
    paper_code = models.CharField(
        _("code on paper"), max_length=14, unique=True, validators=[RegexValidator(rf"^{PATTERN}$")]
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        constraints = [
            models.CheckConstraint(name="a_mandate_has_a_known_state", condition=Q(state__in=State)),
            models.CheckConstraint(name="a_mandate_has_a_known_duration", condition=Q(duration__in=Duration)),
            models.CheckConstraint(
                name="a_mandate_goes_to_a_structure_or_to_one_helper_alone",
                condition=Q(structure__isnull=False, helper=None, helper_kind__in=_OF_A_STRUCTURE)
                | Q(structure=None, helper__isnull=False, helper_kind__in=_ALONE),
            ),
            models.CheckConstraint(
                name="only_a_consent_gives_a_mandate_its_dates",
                condition=Q(state__in=_ONCE_GRANTED, starts_at__isnull=False, ends_at__isnull=False)
                | Q(starts_at=None, ends_at=None) & ~Q(state__in=(State.GRANTED, State.EXPIRED)),
            ),
            models.CheckConstraint(
                name="a_mandate_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="no_mandate_runs_longer_than_its_duration",
                condition=Q(ends_at=None)
                | models.Q(
                    *(Q(duration=duration, ends_at__lte=F("starts_at") + most) for duration, most in _AT_MOST.items()),
                    _connector=Q.OR,
                ),
            ),
            models.CheckConstraint(
                name="a_mandate_is_closed_when_it_is_over",
                condition=Q(state__in=rules.FINAL, closed_at__isnull=False)
                | ~Q(state__in=rules.FINAL) & Q(closed_at=None),
            ),
            models.UniqueConstraint(
                fields=["person", "structure"],
                condition=Q(state=State.GRANTED),
                name="a_structure_holds_one_mandate_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["person", "helper"],
                condition=Q(state=State.GRANTED),
                name="a_helper_holds_one_mandate_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["person", "structure"],
                condition=Q(state__in=OPEN),
                name="a_structure_asks_a_person_one_thing_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["person", "helper"],
                condition=Q(state__in=OPEN),
                name="a_helper_asks_a_person_one_thing_at_a_time",
            ),
            # Keys that the rows of its areas and helpers repeat, so that the database can hold them together.
            models.UniqueConstraint(
                fields=["id", "duration", "helper_kind"], name="an_area_repeats_the_limits_of_its_mandate"
            ),
        ]
        indexes = [models.Index(fields=["state", "ends_at"], name="mandates_by_end")]

    def __str__(self) -> str:
        return f"mandate {self.pk}"  # no names: this ends up in logs

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def _within_the_limits() -> Q:
    """Every combination of area, reach, duration and kind of helper that the rules allow, as a condition."""
    allowed = [
        Q(helper_kind=kind, area=area, reach__in=rules.reaches_of(kind, area, duration), duration=duration)
        for kind in HelperKind
        for area in AREAS
        for duration in Duration
        if rules.reaches_of(kind, area, duration)
    ]
    return Q(*allowed, _connector=Q.OR)


class MandateArea(models.Model):
    """One area of a mandate with its reach; ends alone, or with the mandate."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="areas", verbose_name=_("mandate"))
    area = models.CharField(_("area"), max_length=40, choices=[(area.value, area.label) for area in AREAS])
    reach = models.CharField(_("how far"), max_length=30, choices=Reach)
    duration = models.CharField(_("how long"), max_length=20, choices=Duration)
    helper_kind = models.CharField(_("kind of helper"), max_length=20, choices=HelperKind)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("area of a mandate")
        constraints = [
            models.UniqueConstraint(fields=["mandate", "area"], name="a_mandate_names_an_area_once"),
            models.CheckConstraint(
                name="nobody_grants_more_than_the_limits_of_helper_and_reach", condition=_within_the_limits()
            ),
        ]

    def __str__(self) -> str:
        return f"area {self.area} of mandate {self.mandate_id}"


class NamedHelper(models.Model):
    """Somebody who may use a mandate today. For a single volunteer or relative it is she alone, and for ever."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="helpers", verbose_name=_("mandate"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("helper"))
    kind = models.CharField(_("kind of helper"), max_length=20, choices=HelperKind)
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    removed_at = models.DateTimeField(_("removed"), null=True)

    class Meta:
        verbose_name = _("helper named in a mandate")
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "user"], condition=Q(removed_at=None), name="a_mandate_names_a_helper_once"
            ),
            models.CheckConstraint(name="a_named_helper_has_a_known_kind", condition=Q(kind__in=HelperKind)),
            models.CheckConstraint(
                name="a_helper_is_removed_after_she_was_added",
                condition=Q(removed_at=None) | Q(removed_at__gte=F("added_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"helper {self.user_id} of mandate {self.mandate_id}"


class HelperCode(models.Model):
    """What a helper tells a person who wants to give her a mandate: it stands for her, for a structure or alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("helper"))
    structure = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("helper structure"),
    )
    code = models.CharField(_("code"), max_length=14, unique=True, validators=[RegexValidator(rf"^{PATTERN}$")])

    class Meta:
        verbose_name = _("code of a helper")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "structure"], nulls_distinct=False, name="a_helper_has_one_code_in_each_name"
            ),
        ]

    def __str__(self) -> str:
        return f"code of helper {self.user_id}"
