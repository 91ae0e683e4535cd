from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.identity.activation.enums import Verdict
from tandem.identity.activation.types import REASON_LENGTH

_SAID = [Verdict.CONTESTED, Verdict.ANSWERED]


class PriorEntryQuerySet(models.QuerySet["PriorEntry"]):
    def of(self, person_id: int) -> "PriorEntryQuerySet":
        return self.filter(person_id=person_id)

    def open(self) -> "PriorEntryQuerySet":
        return self.filter(verdict=Verdict.OPEN)


class PriorEntry(models.Model):
    """Something that others had written before the person came to her file, exactly as she was shown it.

    She accepts it or contests it. A contested entry keeps its mark (LPD/DSG 32 al. 3) when it is answered: nothing is
    rewritten in silence, the entry itself is corrected where it stands.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    heading = models.CharField(_("what"), max_length=160)
    text = models.TextField(_("what was written"))
    # Of heading and text, as she was shown them; whoever reads them aloud must know it. Empty: nobody noted it.
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True, default="")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("for which office")
    )
    written_at = models.DateTimeField(_("written at"), null=True)
    listed_at = models.DateTimeField(_("shown since"))
    verdict = models.CharField(_("what she says"), max_length=12, choices=Verdict, default=Verdict.OPEN)
    said_at = models.DateTimeField(_("said at"), null=True)
    reason = models.CharField(_("what is wrong"), max_length=REASON_LENGTH, blank=True)
    answer = models.CharField(_("answer"), max_length=REASON_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )

    objects = PriorEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry written before")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "key"], name="an_entry_is_listed_once"),
            models.CheckConstraint(name="a_verdict_is_known", condition=Q(verdict__in=Verdict)),
            models.CheckConstraint(
                name="a_verdict_has_its_moment",
                condition=Q(verdict=Verdict.OPEN, said_at=None) | Q(said_at__isnull=False),
            ),
            models.CheckConstraint(
                name="who_contests_says_what_is_wrong", condition=Q(reason="") ^ Q(verdict__in=_SAID)
            ),
            models.CheckConstraint(
                name="an_answer_has_an_author_and_a_moment",
                condition=Q(verdict=Verdict.ANSWERED, answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer="")
                | Q(answer="", answered_at=None, answered_by=None) & ~Q(verdict=Verdict.ANSWERED),
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"
