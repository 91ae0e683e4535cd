from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.assistance.confirmations.enums import HERS, Channel, Dropped, Event, State
from tandem.assistance.confirmations.rules import FINAL, OPEN
from tandem.foundation.fields import EncryptedTextField
from tandem.foundation.languages import Language
from tandem.foundation.pictures import SignedPicture
from tandem.identity.access.enums import InPlaceReason, Purpose


class ActQuerySet(models.QuerySet["Act"]):
    def of(self, person_id: int) -> "ActQuerySet":
        return self.filter(person_id=person_id)

    def open(self) -> "ActQuerySet":
        return self.filter(state__in=OPEN)


class Act(models.Model):
    """Something that a helper sends in place of a person: what exactly, why, and what became of it.

    `text` is word for word what the person is asked about, as JSON; `hash` its fingerprint, and nothing else is ever
    sent. Under a mandate that says "send" it is sent at once and the row says why.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind of thing"), max_length=40)
    subject = models.CharField(_("thing"), max_length=60)
    purpose = models.CharField(_("area"), max_length=40, choices=Purpose)
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("helper"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("in whose name")
    )
    mandate = models.ForeignKey("mandates.Mandate", models.PROTECT, related_name="+", verbose_name=_("mandate"))
    reason = models.CharField(_("why in place"), max_length=20, choices=InPlaceReason)
    language = models.CharField(_("language of the text"), max_length=2, choices=Language)
    text = EncryptedTextField(_("text"), blank=True)
    seen = models.CharField(_("mark of what was seen"), max_length=64)
    hash = models.BinaryField(_("fingerprint (SHA-256)"), max_length=32)
    due_on = models.DateField(_("last day in time"), null=True)
    closes_on = models.DateField(_("last day at all"), null=True)
    state = models.CharField(_("state"), max_length=20, choices=State)
    asked_at = models.DateTimeField(_("asked"))
    reminded = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    closed_at = models.DateTimeField(_("closed"), null=True)
    dropped = models.CharField(_("why no longer needed"), max_length=20, choices=Dropped, blank=True)
    her_words = EncryptedTextField(_("what the person says"), blank=True)
    receipt = models.ForeignKey(
        "receipts.Receipt", models.PROTECT, null=True, related_name="+", verbose_name=_("receipt")
    )
    paper_code = models.CharField(_("code on the sheet"), max_length=20, unique=True)
    printed_at = models.DateTimeField(_("printed"), null=True)
    # A keyed hash of the number that was asked: an answer from another phone is no answer.
    phone_key = models.CharField(max_length=64, blank=True)
    sms_asked_at = models.DateTimeField(_("asked by SMS"), null=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act in place of a person")
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="acts_in_place_of_a_person"),
            models.Index(fields=["helper", "-asked_at"], name="acts_by_a_helper"),
            models.Index(fields=["asked_at"], name="acts_to_remind_of", condition=Q(state=State.ASKED)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject"],
                condition=Q(state__in=OPEN),
                name="a_person_is_asked_once_about_one_thing",
            ),
            # Otherwise a yes could mean the one or the other.
            models.UniqueConstraint(
                fields=["phone_key"],
                condition=Q(state__in=OPEN) & ~Q(phone_key=""),
                name="one_act_waits_on_a_phone",
            ),
            models.CheckConstraint(
                name="an_act_in_place_is_over_when_it_has_an_end",
                condition=Q(state__in=OPEN, closed_at=None) | Q(state__in=FINAL, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="what_was_sent_in_place_has_a_receipt",
                condition=Q(state__in=(State.CONFIRMED, State.SENT), receipt__isnull=False)
                | ~Q(state__in=(State.CONFIRMED, State.SENT)) & Q(receipt=None),
            ),
            models.CheckConstraint(
                name="an_act_in_place_has_a_reason_from_the_list", condition=Q(reason__in=InPlaceReason.values)
            ),
            models.CheckConstraint(
                name="what_is_no_longer_needed_says_why",
                condition=Q(state=State.DROPPED) & ~Q(dropped="") | ~Q(state=State.DROPPED) & Q(dropped=""),
            ),
            models.CheckConstraint(
                name="only_who_says_no_leaves_words", condition=Q(her_words="") | Q(state=State.REFUSED)
            ),
            models.CheckConstraint(
                name="a_phone_that_is_asked_has_its_moment",
                condition=Q(phone_key="", sms_asked_at=None) | ~Q(phone_key="") & Q(sms_asked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_act_in_place_ends_after_it_was_asked",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("asked_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"act {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def fingerprint(self) -> str:
        """The hash as 64 hexadecimal digits."""
        return bytes(self.hash).hex()


class Step(models.Model):
    """One step in the life of an act and what proves it. Never changed, never removed: PostgreSQL refuses it."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="steps", verbose_name=_("act"))
    event = models.CharField(_("what happened"), max_length=20, choices=Event)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by whom")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("for which office")
    )
    text_hash = models.BinaryField(_("fingerprint of the text (SHA-256)"), max_length=32, null=True)
    signed_on = models.DateField(_("signed on"), null=True)
    number = models.PositiveSmallIntegerField(_("which reminder"), null=True)

    class Meta:
        verbose_name = _("step of an act in place")
        constraints = [
            models.CheckConstraint(
                name="a_yes_comes_from_the_person",
                condition=~Q(event__in=(Event.CONFIRM, Event.REFUSE)) | Q(channel__in=HERS),
            ),
            models.CheckConstraint(
                name="a_yes_names_the_text_that_was_read",
                condition=~Q(event__in=(Event.ASK, Event.CONFIRM, Event.SEND)) | Q(text_hash__isnull=False),
            ),
            models.CheckConstraint(
                name="a_yes_on_paper_has_the_day_of_the_signature",
                condition=~Q(event=Event.CONFIRM, channel=Channel.PAPER) | Q(signed_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["act"],
                condition=Q(event__in=(Event.CONFIRM, Event.REFUSE, Event.SEND)),
                name="an_act_is_decided_once",
            ),
            models.UniqueConstraint(
                fields=["act", "number"], condition=Q(event=Event.REMIND), name="each_reminder_is_sent_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} of act {self.act_id}"


class SignedSheet(SignedPicture):
    """The picture of a signed sheet."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="sheets", verbose_name=_("act"))

    class Meta:
        verbose_name = _("signed sheet of an act in place")

    def __str__(self) -> str:
        return f"signed sheet {self.pk}"
