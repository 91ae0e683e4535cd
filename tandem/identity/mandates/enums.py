from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Purpose

# What somebody may be let into, one revocable row each.
AREAS = (
    Purpose.SEARCH,
    Purpose.DOSSIER,
    Purpose.EFFORTS,
    Purpose.MONTHLY_FORM,
    Purpose.CLAIM,
    Purpose.MESSAGES,
    Purpose.APPOINTMENTS,
)


class Duration(models.TextChoices):
    """How long a mandate runs from the moment of the consent, the shortest first."""

    ONE_VISIT = "one_visit", _("This visit, until the end of the day")
    ONE_MONTH = "one_month", _("1 month")
    SIX_MONTHS = "six_months", _("6 months")
    TWELVE_MONTHS = "twelve_months", _("12 months")


class State(models.TextChoices):
    PROPOSED = "proposed", _("Proposed, not asked yet")
    ASKED = "asked", _("Waits for an answer")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Not granted")
    LAPSED = "lapsed", _("Not answered in time")
    ENDED = "ended", _("Ended")
    EXPIRED = "expired", _("Ended by its date")


class Event(models.TextChoices):
    """What moves a mandate from one state to another, or takes a part of it away."""

    PROPOSE = "propose", _("Proposed")
    ASK = "ask", _("Question sent")
    CONSENT = "consent", _("Consent given")
    REFUSE = "refuse", _("Not granted")
    LAPSE = "lapse", _("Not answered in time")
    END_AREA = "end_area", _("One area ended")
    END = "end", _("Ended")
    EXPIRE = "expire", _("Ended by its date")
    ADD_HELPER = "add_helper", _("Helper added")
    REMOVE_HELPER = "remove_helper", _("Helper removed")
    WARN = "warn", _("Told that it ends soon")


class Channel(models.TextChoices):
    """How a word of the person reached us."""

    SCREEN = "screen", _("On screen")
    SMS = "sms", _("By SMS")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By phone to the desk")
    PLATFORM = "platform", _("By the platform itself")


# The channels on which a mandate can be granted. A voice on the phone can only end one.
CONSENT_CHANNELS = (Channel.SCREEN, Channel.SMS, Channel.PAPER)


class Flaw(models.TextChoices):
    """Why something that looks like a consent is none."""

    NOT_ASKED = "not_asked", _("Nobody asked this question here. Nothing was granted.")
    OTHER_MANDATE = "other_mandate", _("This answer belongs to another mandate. Nothing was granted.")
    OTHER_TEXT = "other_text", _("The text has changed since you read it. Nothing was granted. Read it again.")
    NOT_PROVED = "not_proved", _("We could not be sure that it was you. Nothing was granted. Try again.")
    TOO_EARLY = "too_early", _("The signature is older than the question. Nothing was granted. Check the date.")
    SIGNED_TOMORROW = "signed_tomorrow", _("This day is still to come. Nothing was granted. Check the date.")
    TOO_LATE = "too_late", _("The time to answer is over. Nothing was granted. Ask for a new question.")


class Answer(models.TextChoices):
    """What a short message says, in one of the words that count."""

    YES = "yes", "yes"
    NO = "no", "no"
    STOP = "stop", "stop"


class IdentityCheck(models.TextChoices):
    """How the desk made sure who was on the phone."""

    KNOWN_VOICE = "known_voice", _("I know the person")
    THREE_FACTS = "three_facts", _("She told me her date of birth, her address and her AVS number")
    CALLED_BACK = "called_back", _("I called her back on the number in her file")


class EndReason(models.TextChoices):
    """Why a mandate, or one area of it, is over before its date."""

    PERSON = "person", _("You ended it")
    HELPER = "helper", _("The helper gave it back")
    CONTESTED = "contested", _("You said that you did not grant it")
    REPLACED = "replaced", _("A newer mandate took its place")
    NOBODY_LEFT = "nobody_left", _("None of the helpers named in it is there any more")
    ERASED = "erased", _("The file was erased")


class ReadingLanguage(models.TextChoices):
    """Languages in which the text of a mandate can be read, each named in itself: a reader looks for her own word."""

    DE = "de", "Deutsch"
    FR = "fr", "Français"
    IT = "it", "Italiano"
    EN = "en", "English"
    ES = "es", "Español"
    PT = "pt", "Português"
    SQ = "sq", "Shqip"
    UK = "uk", "Українська"
    AR = "ar", "العربية"
    TI = "ti", "ትግርኛ"

    @property
    def direction(self) -> str:
        """How its lines run, for the attribute `dir`."""
        return "rtl" if self is ReadingLanguage.AR else "ltr"
