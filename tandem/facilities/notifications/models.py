from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.facilities.notifications.enums import DeliveryState, Importance, MessageState, Trouble
from tandem.foundation.fields import EncryptedTextField
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose
from tandem.identity.people.enums import Channel


class MessageQuerySet(models.QuerySet["Message"]):
    def of(self, person_id: int) -> "MessageQuerySet":
        return self.filter(person_id=person_id)

    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at=None)


class Message(models.Model):
    """One message to one person, in the words in which it was written. It stands on her pages whatever carries it.

    `about` tells messages of a kind apart ("filing 12"); `link` is a path of this site. `next_at`: when the next
    channel is tried if she has not read it by then.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind of message"), max_length=60)
    about = models.CharField(_("about"), max_length=100, blank=True, default="")
    purpose = models.CharField(_("area"), max_length=20, choices=Purpose)
    importance = models.CharField(_("importance"), max_length=20, choices=Importance)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    subject = EncryptedTextField(_("subject"))
    body = EncryptedTextField(_("text"))
    short = EncryptedTextField(_("text of the SMS"))
    receipt = EncryptedTextField(_("signed receipt"), blank=True, default="")
    button = models.CharField(_("label of the link"), max_length=100, blank=True, default="")
    link = models.CharField(_("link"), max_length=200, blank=True, default="")
    created_at = models.DateTimeField(_("written at"))
    state = models.CharField(_("state"), max_length=20, choices=MessageState, default=MessageState.UNDER_WAY)
    next_at = models.DateTimeField(_("next channel"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        indexes = [
            models.Index(fields=["person", "-created_at"], name="messages_of_a_person"),
            models.Index(fields=["person"], name="messages_not_read", condition=Q(read_at=None)),
            models.Index(fields=["next_at"], name="messages_to_go_on", condition=Q(next_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="only_a_message_under_way_goes_on",
                condition=Q(next_at=None) | Q(state=MessageState.UNDER_WAY),
            ),
            models.CheckConstraint(
                name="a_message_leads_to_a_page_of_this_site",
                condition=Q(link="") | (Q(link__startswith="/") & ~Q(link__startswith="//")),
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"  # no words: this ends up in logs


class Delivery(models.Model):
    """One channel that was tried. `text`: what was handed over there; `fingerprint`: SHA-256 of its page or PDF."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries", verbose_name=_("message"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    state = models.CharField(_("state"), max_length=20, choices=DeliveryState)
    trouble = models.CharField(_("trouble"), max_length=20, choices=Trouble, blank=True, default="")
    outgoing_id = models.BigIntegerField(_("number of the outgoing message"), null=True, blank=True, unique=True)
    text = EncryptedTextField(_("text as it was sent"), blank=True, default="")
    fingerprint = models.CharField(_("fingerprint (SHA-256)"), max_length=64, blank=True, default="")
    began_at = models.DateTimeField(_("began"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery of a message")
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="a_channel_is_tried_once"),
            models.CheckConstraint(
                name="a_failed_delivery_and_only_it_says_why",
                condition=(Q(state=DeliveryState.FAILED) & ~Q(trouble=""))
                | (~Q(state=DeliveryState.FAILED) & Q(trouble="")),
            ),
            models.CheckConstraint(
                name="a_waiting_delivery_and_only_it_is_not_settled",
                condition=Q(state=DeliveryState.WAITING, settled_at=None)
                | (~Q(state=DeliveryState.WAITING) & Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
