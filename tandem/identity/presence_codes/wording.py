"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

HAND_OUT = "presence_codes.hand_out"
POST = "presence_codes.post"
ASK_LETTER = "presence_codes.ask_letter"

ACTS = {
    HAND_OUT: Act(Deed.ADMINISTER, _("%(who)s printed a list of codes for your presence.")),
    POST: Act(Deed.ADMINISTER, _("%(who)s had a list of codes for your presence sent to you by letter.")),
    ASK_LETTER: Act(Deed.PREPARE, _("%(who)s asked for a list of codes for your presence, by letter to you.")),
}
