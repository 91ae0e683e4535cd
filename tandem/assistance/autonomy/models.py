from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.assistance.autonomy.enums import LEVELS, NextTime, Task
from tandem.identity.access.enums import Presence

# PostgreSQL shows and takes rows of these tables for one person at a time, and only to whoever has said whose file is
# open (`opening`): everybody else's query comes back empty, whatever it asks (ADR 0118).


class Observation(models.Model):
    """One time that a task came about, and how. It is the person's: no office and no fund has a way to it.

    `source` names the act that it was read from, so that the same act is noted once.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    task = models.CharField(_("task"), max_length=20, choices=Task)
    level = models.CharField(_("how it came about"), max_length=30, choices=Presence)
    at = models.DateTimeField(_("when"))
    source = models.CharField(_("read from"), max_length=80)

    class Meta:
        verbose_name = _("how a task came about")
        indexes = [models.Index(fields=["person", "task", "-at"], name="tasks_of_a_person_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["person", "task", "source"], name="an_act_says_once_how_it_came_about"),
            models.CheckConstraint(name="a_task_comes_about_at_one_of_five_levels", condition=Q(level__in=LEVELS)),
            models.CheckConstraint(name="who_notes_a_level_says_from_what", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"observation {self.pk}"


class OwnWord(models.Model):
    """The person's own answer: could she do it alone next time? What she said last counts."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    task = models.CharField(_("task"), max_length=20, choices=Task)
    word = models.CharField(_("next time"), max_length=20, choices=NextTime)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("own answer about a task")
        indexes = [models.Index(fields=["person", "task", "-at"], name="own_answers_by_day")]
        constraints = [
            models.CheckConstraint(name="an_own_answer_is_one_of_three", condition=Q(word__in=NextTime.values)),
        ]

    def __str__(self) -> str:
        return f"own answer {self.pk}"


class Share(models.Model):
    """The person lets those named in one mandate see the path of one task. It ends with a row of hers, or with it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    task = models.CharField(_("task"), max_length=20, choices=Task)
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+", verbose_name=_("mandate"))
    shared_at = models.DateTimeField(_("shared"))
    ended_at = models.DateTimeField(_("no longer shared since"), null=True)

    class Meta:
        verbose_name = _("shared path of a task")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "mandate"], condition=Q(ended_at=None), name="a_task_is_shared_once_with_a_mandate"
            ),
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"
