"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ASK = "second_look.ask"
TAKE_BACK = "second_look.take_back"
ANSWER = "second_look.answer"
SHOW = "second_look.show"
BRING_ANSWER = "second_look.bring_answer"

ACTS = {
    ASK: Act(Deed.DISPOSE, _("%(who)s asked for a second look.")),
    TAKE_BACK: Act(Deed.DISPOSE, _("%(who)s took back a request for a second look.")),
    ANSWER: Act(Deed.PREPARE, _("%(who)s looked at what you want to send, because you asked, and answered you.")),
    SHOW: Act(Deed.ADMINISTER, _("%(who)s showed what you want to send to somebody who had your link.")),
    BRING_ANSWER: Act(Deed.ADMINISTER, _("%(who)s brought you the answer of somebody who had your link.")),
}
