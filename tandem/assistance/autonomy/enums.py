from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Presence

# How a task came about, the most one's own first. What the office typed from paper is none of them: nobody saw how it
# was filled in.
LEVELS = (
    Presence.ALONE,
    Presence.SECOND_LOOK,
    Presence.TOGETHER_OWN_HANDS,
    Presence.TOGETHER_HELPER_HANDS,
    Presence.IN_PLACE,
)


# How the source of a level begins that was not read from an act here: a helper noted it.
HELPERS_WORD = "help "


class Task(models.TextChoices):
    """What people come for, in the words in which they ask for it."""

    LOG_IN = "log_in", _("Log in")
    SEARCH = "search", _("Look for a job")
    APPLY = "apply", _("Apply for a job")
    EFFORTS = "efforts", _("Note an effort")
    PROOF = "proof", _("File the efforts of a month")
    MONTHLY_FORM = "monthly_form", _("Fill in the monthly form")
    OTHER_FORM = "other_form", _("Fill in another form")
    UPLOAD = "upload", _("Hand in a document")
    READ_LETTER = "read_letter", _("Read a letter")


class NextTime(models.TextChoices):
    """The person's own answer to "I could do it alone next time"."""

    YES = "yes", _("Yes, alone")
    WITH_HELP = "with_help", _("Yes, with some help")
    NO = "no", _("No, not yet")


class Why(models.TextChoices):
    """Why a renewal proposes the reach that it proposes, as the person reads it."""

    SAID_YES = "said_yes", _("You said that you could do it alone next time.")
    SAID_WITH_HELP = "said_with_help", _("You said that you could do it with some help.")
    SAID_NO = "said_no", _("You said that you could not do it alone yet. So it stays as it is.")
    DID_ALONE = "did_alone", _("The last times you did it yourself.")
    DID_TOGETHER = "did_together", _("The last time you did it together.")
    DONE_IN_PLACE = "done_in_place", _("The last time it was done in your place. So it stays as it is.")
    NOTHING_KNOWN = "nothing_known", _("Nothing was done here lately. One step less is proposed.")
    NARROWEST = "narrowest", _("Less than this does not exist.")
    SENT_AS_ASKED = "sent_as_asked", _("Your helper proposes one step less.")
