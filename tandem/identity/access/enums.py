import enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Capacity(models.TextChoices):
    """As what somebody acts."""

    VISITOR = "visitor", _("Visitor")
    SELF = "self", _("The person herself")
    HELPER = "helper", _("Helper")
    COUNSELLOR = "counsellor", _("Counsellor")
    FUND_OFFICER = "fund_officer", _("Fund officer")
    PROVIDER = "provider", _("Measure provider")
    EMPLOYER = "employer", _("Employer")
    AGENCY = "agency", _("Private employment agency")
    OPERATOR = "operator", _("Operator")
    SYSTEM = "system", _("The platform itself")


class Presence(models.TextChoices):
    """How an act came about (promise 3 of the brief)."""

    ALONE = "alone", _("Alone")
    SECOND_LOOK = "second_look", _("Alone, after a second look")
    TOGETHER_OWN_HANDS = "together_own_hands", _("Together, own hands")
    TOGETHER_HELPER_HANDS = "together_helper_hands", _("Together, helper's hands")
    IN_PLACE = "in_place", _("In place of the person")
    # Her own words, from a sheet that she signed; whoever is in charge typed them.
    ON_PAPER = "on_paper", _("On paper, typed by the office or fund")


class InPlaceReason(models.TextChoices):
    """Why a helper with a mandate sends something alone. A short list, so that nobody has to find words for it."""

    NOT_REACHABLE = "not_reachable", _("The person cannot be reached today")
    NO_DEVICE = "no_device", _("The person has no device, or it does not work")
    ILL = "ill", _("The person is ill")
    ASKED_BY_PHONE = "asked_by_phone", _("The person asked for it on the phone")
    LANGUAGE = "language", _("The person does not read the language of the form")


class AuthorityKind(models.TextChoices):
    """What allows somebody to act."""

    PUBLIC = "public", _("Open to everybody")
    OWN_RIGHT = "own_right", _("Own right")
    MANDATE = "mandate", _("Mandate")
    # The person herself let somebody be there, until this session ends.
    SESSION = "session", _("Together in a session")
    LEGAL_DUTY = "legal_duty", _("Legal duty")


class Purpose(models.TextChoices):
    """Why a file is opened; shown to the person word for word."""

    SEARCH = "search", _("Job search and alerts")
    PERSONAL_DATA = "personal_data", _("Personal data")
    DOSSIER = "dossier", _("Application documents")
    EFFORTS = "efforts", _("Job-search efforts")
    MONTHLY_FORM = "monthly_form", _("Monthly form")
    INCAPACITY = "incapacity", _("Incapacity for work")
    REGISTRATION = "registration", _("Registration")
    CLAIM = "claim", _("Claim for benefit")
    MESSAGES = "messages", _("Messages")
    APPOINTMENTS = "appointments", _("Appointments")
    MANDATES = "mandates", _("Mandates")
    ASSIGNMENT = "assignment", _("Who is in charge of the file")
    WHO_LOOKED = "who_looked", _("Who looked at the file")
    LOG_IN = "log_in", _("How the person logs in")
    CONTEST = "contest", _("Contested visits")
    # What passes between a person and who helps her; no office and no fund has a cell for it.
    HELP = "help", _("Help and learning")


class Reach(models.TextChoices):
    """How far a mandate goes in one area, the narrowest first; each includes those before it."""

    BE_PRESENT = "be_present", _("Be present")
    READ = "read", _("Read")
    PREPARE = "prepare", _("Prepare")
    SEND_WITH_CONFIRMATION = "send_with_confirmation", _("Send with your confirmation")
    SEND = "send", _("Send")

    def includes(self, other: "Reach") -> bool:
        order = list(Reach)
        return order.index(self) >= order.index(other)


class Deed(models.TextChoices):
    """What kind of act a verb is: the column of the rights table that a mandate's reach is held against."""

    LOOK = "look", _("Look")
    PREPARE = "prepare", _("Prepare")
    SEND = "send", _("Send")
    # What only the person does, whatever somebody's mandate says: consent, contest, take her own copy.
    DISPOSE = "dispose", _("Decide about oneself")
    # What the law asks of an office or a fund: agree on a number, say who is in charge, note a choice.
    ADMINISTER = "administer", _("Carry out a legal duty")
    # What the holder of a mandate does with the mandate itself: give it back.
    STEP_BACK = "step_back", _("Give back a mandate")


class Retention(models.TextChoices):
    """How long rows about a person are kept once her file is closed; the periods stand in `own_data.rules`."""

    CONVENIENCE = "convenience", _("As long as it helps")
    FILE = "file", _("As long as the file")
    EVIDENCE = "evidence", _("As long as it may have to be proved")


class Answer(enum.Enum):
    """What the rights table says of an act."""

    ALLOWED = "allowed"
    # The act may be made ready; it counts once the person has confirmed it.
    TO_BE_CONFIRMED = "to_be_confirmed"
    REFUSED = "refused"
