from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """A way to reach a person. She says which come first."""

    SCREEN = "screen", _("On screen, when I log in")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    LETTER = "letter", _("Letter")
    VIA_HELPER = "via_helper", _("Through my helper")

    @property
    def is_digital(self) -> bool:
        """Whether it is closed to a person who is served on paper and at the desk."""
        return self in {Channel.SCREEN, Channel.EMAIL, Channel.SMS}


class Section(models.TextChoices):
    """A part of what is known about a person, changed as a whole and told about as a whole."""

    IDENTITY = "identity", _("name, date of birth, AVS number")
    CONTACT = "contact", _("e-mail address and phone")
    ADDRESS = "address", _("address")
    LANGUAGES = "languages", _("languages")
    REACH = "reach", _("how we reach you")
    NEEDS = "needs", _("what you need")


class StandInReason(models.TextChoices):
    """Why a colleague looks after a counsellor's files. Every person of the caseload reads it: never her health."""

    HOLIDAY = "holiday", _("On holiday")
    AWAY = "away", _("Away for some time")
    WORKING_DAYS = "working_days", _("Does not work on these days")
    TRAINING = "training", _("In training")
    ONE_MATTER = "one_matter", _("A colleague settles one matter")
