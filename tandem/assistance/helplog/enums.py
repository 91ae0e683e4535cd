from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Presence

# How far somebody did it herself. A sheet that the office types is no help.
LEVELS = (
    Presence.ALONE,
    Presence.SECOND_LOOK,
    Presence.TOGETHER_OWN_HANDS,
    Presence.TOGETHER_HELPER_HANDS,
    Presence.IN_PLACE,
)
# One tap each. Longer help is noted twice.
MINUTES = (5, 15, 30, 45, 60, 90, 120)


class Kind(models.TextChoices):
    ONE = "one", _("One person")
    WORKSHOP = "workshop", _("Workshop for a group")


class Source(models.TextChoices):
    """How a line of the help log came about."""

    NOTED = "noted", _("Noted by a helper")
    SESSION = "session", _("A session together")
    SECOND_LOOK = "second_look", _("A second look")


class Place(models.TextChoices):
    STRUCTURE = "structure", _("At the helper's")
    HOME = "home", _("At the person's home")
    DISTANCE = "distance", _("On the phone")
    ELSEWHERE = "elsewhere", _("Elsewhere")
    # What noted itself knows less than a helper would: nobody guesses.
    NOT_SAID = "not_said", _("Not said")


class Material(models.TextChoices):
    COMPUTER = "computer", _("Computer")
    PHONE = "phone", _("Smartphone")
    TABLET = "tablet", _("Tablet")
    PAPER = "paper", _("Paper")
    NONE = "none", _("Nothing, only words")
    NOT_SAID = "not_said", _("Not said")


class Theme(models.TextChoices):
    """What the help was about. The first seven are the tasks of `autonomy`, by the same words."""

    LOG_IN = "log_in", _("Logging in")
    SEARCH = "search", _("Looking for jobs")
    APPLY = "apply", _("Applying for a job")
    EFFORTS = "efforts", _("Noting efforts")
    MONTHLY_FORM = "monthly_form", _("The month's forms")
    UPLOAD = "upload", _("Adding documents")
    READ_LETTER = "read_letter", _("Understanding a letter")
    OTHER_FORM = "other_form", _("Another form")
    DEVICE = "device", _("The computer or the phone itself")
    OTHER = "other", _("Something else")


class Waited(models.TextChoices):
    """How long somebody waited for this help."""

    NOT = "not", _("Not at all")
    WEEK = "week", _("Up to a week")
    LONGER = "longer", _("Longer than a week")
    NOT_SAID = "not_said", _("Not said")


class Screen(models.TextChoices):
    """The screens of the platform that somebody may need help with, as she would name them."""

    SIGN_UP = "sign_up", _("Opening an account")
    LOG_IN = "log_in", _("Logging in: name, password, code")
    FACTORS = "factors", _("Setting up the second factor")
    FIRST_LOG_IN = "first_log_in", _("First log-in: person number and date of birth")
    REGISTRATION = "registration", _("Registration")
    HOME = "home", _("The first page")
    SEARCH = "search", _("Job search")
    AD = "ad", _("A job ad")
    NOTE_EFFORT = "note_effort", _("Noting an effort")
    FILE_EFFORTS = "file_efforts", _("Filing the month's efforts")
    MONTHLY_FORM = "monthly_form", _("Form of the month for the fund")
    INCAPACITY = "incapacity", _("Reporting an illness")
    CLAIM = "claim", _("Claim for benefit")
    DOCUMENTS = "documents", _("Adding documents")
    MESSAGES = "messages", _("Messages")
    MANDATES = "mandates", _("Giving a mandate")
    ABOUT_ME = "about_me", _("Address and languages")
    WHO_LOOKED = "who_looked", _("Who looked")
