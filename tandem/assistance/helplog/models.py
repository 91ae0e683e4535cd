"""The help log in two tables that nothing joins: what a person reads about help to her, and what a structure counts.

How many minutes somebody was helped stands in no row about her, so nobody can add them up (docs/adr/0125).
"""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.assistance.helplog.enums import LEVELS, Kind, Material, Place, Screen, Source, Theme, Waited
from tandem.assistance.helplog.rules import MOST_MINUTES, MOST_PEOPLE

_LEVELS = [(level.value, level.label) for level in LEVELS]
CONTEST_LENGTH = 600


class NoteQuerySet(models.QuerySet["Note"]):
    def of(self, person_id: int) -> "NoteQuerySet":
        return self.filter(person_id=person_id)


class Note(models.Model):
    """Somebody helped a person: on which day, with what, how far she did it herself. It belongs to her."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("helper"))
    structure = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("helper structure")
    )
    stood_in_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("stood in for")
    )
    helped_on = models.DateField(_("day"))
    theme = models.CharField(_("what it was about"), max_length=20, choices=Theme)
    level = models.CharField(_("how far she did it herself"), max_length=30, choices=_LEVELS)
    place = models.CharField(_("place"), max_length=20, choices=Place)
    source = models.CharField(_("how it came here"), max_length=20, choices=Source)
    # "41" of a session; empty when somebody noted it.
    reference = models.CharField(_("number of the session or second look"), max_length=40, blank=True)
    noted_at = models.DateTimeField(_("noted"))
    contested_at = models.DateTimeField(_("contested"), null=True)
    contest = models.CharField(_("what you say about it"), max_length=CONTEST_LENGTH, blank=True)
    answer = models.CharField(_("what the helper says to it"), max_length=CONTEST_LENGTH, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of help")
        constraints = [
            models.CheckConstraint(name="a_note_has_a_known_theme", condition=Q(theme__in=Theme)),
            models.CheckConstraint(name="a_note_has_one_of_five_levels", condition=Q(level__in=LEVELS)),
            models.CheckConstraint(name="a_note_has_a_known_place", condition=Q(place__in=Place)),
            models.CheckConstraint(
                name="what_noted_itself_says_by_which_session",
                condition=Q(source=Source.NOTED, reference="")
                | Q(source__in=(Source.SESSION, Source.SECOND_LOOK)) & ~Q(reference=""),
            ),
            models.UniqueConstraint(
                fields=["source", "reference"],
                condition=~Q(reference=""),
                name="a_session_or_second_look_is_noted_once",
            ),
            models.CheckConstraint(
                name="a_contested_note_says_when_and_why",
                condition=Q(contested_at=None, contest="") | Q(contested_at__isnull=False) & ~Q(contest=""),
            ),
            models.CheckConstraint(
                name="only_what_is_contested_is_answered",
                condition=Q(answer="") | Q(contested_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_herself",
                condition=Q(stood_in_for=None) | ~Q(stood_in_for=F("helper")),
            ),
        ]
        indexes = [models.Index(fields=["person", "helped_on"], name="notes_of_a_person")]

    def __str__(self) -> str:
        return f"note of help {self.pk}"  # no names: this ends up in logs


class HelpGiven(models.Model):
    """A line of a structure's count: help given in a month. It says neither to whom nor by whom.

    `mark` tells the same person from another within one month and structure; a keyed hash, emptied after a year.
    """

    structure = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("helper structure")
    )
    month = models.DateField(_("month"))
    kind = models.CharField(_("for how many"), max_length=20, choices=Kind)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    people = models.PositiveSmallIntegerField(_("people"), default=1)
    mark = models.CharField(max_length=64, blank=True)
    theme = models.CharField(_("what it was about"), max_length=20, choices=Theme)
    level = models.CharField(_("how far they did it themselves"), max_length=30, choices=_LEVELS, blank=True)
    place = models.CharField(_("place"), max_length=20, choices=Place)
    material = models.CharField(_("with what"), max_length=20, choices=Material)
    waited = models.CharField(_("waited"), max_length=20, choices=Waited)
    screen = models.CharField(_("screen that caused it"), max_length=20, choices=Screen, blank=True)
    source = models.CharField(_("how it came here"), max_length=20, choices=Source)
    by_stand_in = models.BooleanField(_("by a stand-in"), default=False)

    class Meta:
        verbose_name = _("help given")
        constraints = [
            models.CheckConstraint(name="help_is_counted_by_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="help_takes_up_to_eight_hours_and_a_second_look_nothing",
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES) & ~Q(source=Source.SECOND_LOOK)
                | Q(minutes=0, source=Source.SECOND_LOOK),
            ),
            models.CheckConstraint(
                name="one_person_is_helped_or_a_group_that_has_no_level",
                condition=Q(kind=Kind.ONE, people=1, level__in=LEVELS)
                | Q(kind=Kind.WORKSHOP, people__gte=1, people__lte=MOST_PEOPLE, level="", mark=""),
            ),
            models.CheckConstraint(name="help_has_a_known_theme", condition=Q(theme__in=Theme)),
            models.CheckConstraint(name="help_is_given_at_a_known_place", condition=Q(place__in=Place)),
            models.CheckConstraint(name="help_is_given_with_known_material", condition=Q(material__in=Material)),
            models.CheckConstraint(name="help_was_waited_for_in_a_known_way", condition=Q(waited__in=Waited)),
            models.CheckConstraint(
                name="help_was_caused_by_a_known_screen_or_by_none", condition=Q(screen__in=["", *Screen])
            ),
            models.CheckConstraint(name="help_has_a_known_source", condition=Q(source__in=Source)),
        ]
        indexes = [
            models.Index(fields=["structure", "month"], name="help_of_a_structure"),
            models.Index(fields=["month", "screen"], name="help_by_screen"),
        ]

    def __str__(self) -> str:
        return f"help given {self.pk}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: datetime.date) -> "AbsenceQuerySet":
        return self.filter(starts_on__lte=day, ends_before__gt=day)

    def not_over(self, *, on: datetime.date) -> "AbsenceQuerySet":
        return self.filter(ends_before__gt=on)


class Absence(models.Model):
    """A helper of a structure is away for some days; a colleague may stand in. It opens no file: mandates do."""

    structure = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("helper structure")
    )
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("helper"))
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("stands in")
    )
    starts_on = models.DateField(_("from"))
    ends_before = models.DateField(_("until, that day excluded"))
    set_at = models.DateTimeField(_("noted"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence of a helper")
        constraints = [
            models.CheckConstraint(
                # On its first day: one that was taken back before it began.
                name="an_absence_never_ends_before_it_starts",
                condition=Q(ends_before__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_her_own_absence",
                condition=Q(stand_in=None) | ~Q(stand_in=F("helper")),
            ),
        ]
        indexes = [models.Index(fields=["structure", "ends_before"], name="absences_of_a_structure")]

    def __str__(self) -> str:
        return f"absence {self.pk}"
