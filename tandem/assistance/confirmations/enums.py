from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an act in place of a person stands."""

    ASKED = "asked", _("Waits for the person's yes")
    UNCONFIRMED = "unconfirmed", _("Not confirmed: for the next visit")
    CONFIRMED = "confirmed", _("Confirmed and sent")
    SENT = "sent", _("Sent, as the mandate allows")
    REFUSED = "refused", _("The person does not want it like this")
    CHANGED = "changed", _("Changed since: must be asked anew")
    DROPPED = "dropped", _("No longer needed")


class Event(models.TextChoices):
    """What moves it from one state to another."""

    ASK = "ask", _("Question asked")
    REMIND = "remind", _("Reminded")
    LIST = "list", _("Listed for the next visit")
    CONFIRM = "confirm", _("The person said yes")
    SEND = "send", _("Sent, as the mandate allows")
    REFUSE = "refuse", _("The person said no")
    CHANGE = "change", _("The text has changed")
    DROP = "drop", _("No longer needed")


class Channel(models.TextChoices):
    """How a word of the person reached us."""

    SCREEN = "screen", _("On her own screen")
    SMS = "sms", _("By SMS")
    PAPER = "paper", _("On paper, with her signature")
    VISIT = "visit", _("At a visit, together")
    PLATFORM = "platform", _("By the platform itself")
    HELPER = "helper", _("By the helper")


# A yes comes on one of these, and from nobody else.
HERS = (Channel.SCREEN, Channel.SMS, Channel.PAPER, Channel.VISIT)


class Dropped(models.TextChoices):
    """Why an act is no longer needed."""

    TAKEN_BACK = "taken_back", _("The helper took it back.")
    FILED = "filed", _("It was filed on another way.")
    MANDATE_OVER = "mandate_over", _("The mandate has ended: the helper can send nothing any more.")
    TOO_LATE = "too_late", _("The last day has passed: it can no longer be filed.")
    ERASED = "erased", _("The file was erased.")


class Outcome(models.TextChoices):
    """What came of a yes. Only the first one sends anything."""

    SENT = "sent", _("Thank you. It is sent.")
    CHANGED = "changed", _("It was changed since you were asked. Nothing was sent. Your helper must ask you again.")
    MANDATE_OVER = (
        "mandate_over",
        _("The mandate has ended. Nothing was sent. The form is still there: you can file it yourself."),
    )
    FILED_ALREADY = "filed_already", _("It was filed already. Nothing was sent twice.")
    TOO_LATE = "too_late", _("The last day has passed. Nothing was sent. Call your office.")


class Flaw(models.TextChoices):
    """Why something that looks like a yes is none."""

    OTHER_TEXT = "other_text", _("The text has changed since you read it. Nothing was sent. Read it again.")
    NOT_PROVED = "not_proved", _("We could not be sure that it was the person. Nothing was sent.")
    TOO_EARLY = "too_early", _("The signature is older than the question. Nothing was sent. Check the date.")
    SIGNED_TOMORROW = "signed_tomorrow", _("This day is still to come. Nothing was sent. Check the date.")
    NOT_ASKED = "not_asked", _("Nobody asked this question here. Nothing was sent.")
    TOO_LATE = "too_late", _("The time to answer is over. Nothing was sent. Ask again.")
