import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.assistance.sessions import rules
from tandem.assistance.sessions.enums import EndReason, Hands, MarkKind, State, Way
from tandem.foundation.fields import EncryptedTextField
from tandem.identity.mandates.enums import AREAS

WORDS_LENGTH = 500
FIELD_LENGTH = 80
PAGE_LENGTH = 200


class AssistedSessionQuerySet(models.QuerySet["AssistedSession"]):
    def open(self) -> "AssistedSessionQuerySet":
        """Not ended, or its end is not noted yet."""
        return self.filter(ended_at=None)

    def over_at(self, now: datetime.datetime) -> "AssistedSessionQuerySet":
        """Open rows whose time has passed."""
        return self.open().filter(Q(started_at=None, waits_until__lte=now) | Q(ends_at__lte=now))


class AssistedSession(models.Model):
    """A person and a helper do something together: two named presences, each in an own log-in.

    On the helper's device there is one browser, the helper's; the person proves there that she is present. `code` is
    what the person shows or tells, as long as nobody has joined; `code_key` is how it is found. `waits_until`: whoever
    is still waited for comes before that. `active_at` is the last sign of the side on which she is.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("helper")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("in the name of which structure"),
    )
    # The mandate that the helper holds of this person. When it ends, so does the session.
    mandate = models.ForeignKey(
        "mandates.Mandate", models.PROTECT, null=True, related_name="+", verbose_name=_("mandate")
    )
    way = models.CharField(_("how they meet"), max_length=20, choices=Way)
    hands = models.CharField(_("whose hands type"), max_length=10, choices=Hands, default=Hands.PERSON)
    areas = ArrayField(
        models.CharField(max_length=40, choices=[(area.value, area.label) for area in AREAS]),
        verbose_name=_("what it is about"),
    )
    opened_at = models.DateTimeField(_("asked for"))
    waits_until = models.DateTimeField(_("waits until"))
    code = EncryptedTextField(_("code"), blank=True)
    code_key = models.CharField(max_length=64, blank=True)
    joined_at = models.DateTimeField(_("helper joined"), null=True)
    started_at = models.DateTimeField(_("started"), null=True)
    ends_at = models.DateTimeField(_("until, that moment excluded"), null=True)
    presence_proved_at = models.DateTimeField(_("the person's presence proved"), null=True)
    active_at = models.DateTimeField(_("last sign of the person's side"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=EndReason, blank=True)
    # "efforts/2026-11/", with the words of a search: encrypted, and emptied with the end.
    at_page = EncryptedTextField(_("page at hand"), blank=True)

    objects = AssistedSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("assisted session")
        constraints = [
            models.CheckConstraint(
                name="a_session_is_about_known_areas_and_at_least_one",
                condition=Q(areas__contained_by=[area.value for area in AREAS], areas__len__gte=1),
            ),
            models.CheckConstraint(name="a_session_has_a_known_way", condition=Q(way__in=Way)),
            models.CheckConstraint(name="somebody_s_hands_type", condition=Q(hands__in=Hands)),
            models.CheckConstraint(
                name="whoever_joined_has_a_name_and_a_moment",
                condition=Q(helper=None, organisation=None, mandate=None, joined_at=None)
                | Q(helper__isnull=False, joined_at__isnull=False),
            ),
            models.CheckConstraint(
                name="on_the_helper_s_device_there_is_a_helper_with_a_mandate",
                condition=~Q(way=Way.HELPER_DEVICE) | Q(helper__isnull=False, mandate__isnull=False),
            ),
            models.CheckConstraint(
                name="no_session_starts_without_a_helper_and_proof_of_the_person",
                condition=Q(started_at=None, ends_at=None, hands=Hands.PERSON)
                | Q(
                    started_at__isnull=False,
                    ends_at__isnull=False,
                    helper__isnull=False,
                    presence_proved_at__isnull=False,
                    active_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="a_session_ends_after_it_starts", condition=Q(ends_at=None) | Q(ends_at__gt=F("started_at"))
            ),
            models.CheckConstraint(
                name="no_session_outlives_the_person_s_last_sign_by_an_hour",
                condition=Q(ends_at=None) | Q(ends_at__lte=F("active_at") + rules.LASTS),
            ),
            models.CheckConstraint(
                name="whoever_is_waited_for_is_waited_for_ten_minutes",
                condition=Q(waits_until__gt=F("opened_at"))
                & (
                    Q(joined_at=None, waits_until__lte=F("opened_at") + rules.WAITS)
                    | Q(waits_until__lte=F("joined_at") + rules.WAITS)
                ),
            ),
            models.CheckConstraint(
                name="a_code_is_kept_only_while_somebody_is_waited_for",
                condition=Q(code="", code_key="") | Q(helper=None, ended_at=None) & ~Q(code="") & ~Q(code_key=""),
            ),
            models.UniqueConstraint(
                fields=["code_key"], condition=~Q(code_key=""), name="a_code_leads_to_one_session"
            ),
            models.CheckConstraint(
                name="a_session_that_ended_says_why",
                condition=Q(ended_at=None, end_reason="") | Q(ended_at__isnull=False) & ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="where_somebody_was_is_forgotten_with_the_end", condition=Q(ended_at=None) | Q(at_page="")
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="a_person_is_in_one_session_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["helper", "-opened_at"], name="sessions_of_a_helper")]

    def __str__(self) -> str:
        return f"session {self.pk}"  # no names: this ends up in logs

    @property
    def topic(self) -> str:
        """Where news of this session are published."""
        return f"session:{self.pk}"

    def state(self, now: datetime.datetime) -> State:
        """Where it stands, whether or not a task has noted its end yet."""
        if self.ended_at is not None:
            return State.OVER
        if self.started_at is None or self.ends_at is None:
            if self.waits_until <= now:
                return State.OVER
            return State.WAITING if self.helper_id is None else State.ASKING
        return State.OPEN if now < self.ends_at else State.OVER

    def is_proved(self, now: datetime.datetime) -> bool:
        """Whether the person's presence counts as proved at this moment."""
        return rules.is_proved(self.presence_proved_at, self.active_at, now)


class Mark(models.Model):
    """What the helper put beside a field of a page that both see: he points at it, says something, or asks.

    `page` is the address without its language ("efforts/new/"), `field` the name that its form knows; without one it
    is about the page as a whole. A newer point takes the place of the one before. `closed_at`: the person has read
    it, or answered.
    """

    session = models.ForeignKey(AssistedSession, models.CASCADE, related_name="marks", verbose_name=_("session"))
    page = models.CharField(_("page"), max_length=PAGE_LENGTH)
    field = models.CharField(_("field"), max_length=FIELD_LENGTH, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MarkKind)
    # Two people talk about her form: nobody who has the table alone reads along.
    words = EncryptedTextField(_("words"), blank=True)
    made_at = models.DateTimeField(_("made"))
    answer = EncryptedTextField(_("answer"), blank=True)
    closed_at = models.DateTimeField(_("read or answered"), null=True)

    class Meta:
        verbose_name = _("mark beside a field")
        constraints = [
            models.CheckConstraint(
                name="who_points_says_nothing_and_who_hints_or_asks_does",
                condition=Q(kind=MarkKind.POINT, words="")
                | Q(kind__in=(MarkKind.HINT, MarkKind.QUESTION)) & ~Q(words=""),
            ),
            models.CheckConstraint(
                name="a_finger_points_at_a_field", condition=~Q(kind=MarkKind.POINT) | ~Q(field="")
            ),
            models.CheckConstraint(
                name="only_a_question_has_an_answer_and_then_it_is_closed",
                condition=Q(answer="") | Q(kind=MarkKind.QUESTION, closed_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(kind=MarkKind.POINT, closed_at=None),
                name="a_helper_points_at_one_question_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"mark {self.pk}"
