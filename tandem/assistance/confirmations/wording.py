"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ASK = "confirmations.ask"
TAKE_BACK = "confirmations.take_back"
CONFIRM = "confirmations.confirm"
REFUSE = "confirmations.refuse"
BRING_PAPER = "confirmations.bring_paper"
NOTE_PAPER = "confirmations.note_paper"
NOTE_ANSWER = "confirmations.note_answer"
CONFIRM_TOGETHER = "confirmations.confirm_together"

ACTS = {
    ASK: Act(Deed.PREPARE, _("%(who)s asks you to confirm something before it is sent for you.")),
    TAKE_BACK: Act(Deed.PREPARE, _("%(who)s no longer asks you to confirm something.")),
    CONFIRM: Act(Deed.DISPOSE, _("%(who)s said yes to what a helper had made ready.")),
    REFUSE: Act(Deed.DISPOSE, _("%(who)s said no to what a helper had made ready.")),
    BRING_PAPER: Act(Deed.PREPARE, _("%(who)s handed in the sheet on which you said yes.")),
    NOTE_PAPER: Act(Deed.ADMINISTER, _("%(who)s took the sheet on which you said yes.")),
    NOTE_ANSWER: Act(Deed.ADMINISTER, _("%(who)s took note of your answer about what a helper had made ready.")),
    CONFIRM_TOGETHER: Act(Deed.PREPARE, _("%(who)s was with you when you said yes to what was made ready.")),
}
