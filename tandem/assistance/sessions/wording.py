"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

START = "sessions.start"
START_BESIDE = "sessions.start_beside"
ACCEPT = "sessions.accept"
DECLINE = "sessions.decline"
PROVE = "sessions.prove_presence"
HAND_OVER = "sessions.hand_over"
TAKE_BACK = "sessions.take_back"
PROLONG = "sessions.prolong"
END = "sessions.end"
NOTE_END = "sessions.note_end"
SIGN = "sessions.sign"
MARK = "sessions.mark"
CLOSE_MARK = "sessions.close_mark"

ACTS = {
    START: Act(Deed.DISPOSE, _("%(who)s asked for a session together with a helper.")),
    START_BESIDE: Act(Deed.PREPARE, _("%(who)s began a session together with you.")),
    ACCEPT: Act(Deed.DISPOSE, _("%(who)s let a helper into the session.")),
    DECLINE: Act(Deed.DISPOSE, _("%(who)s did not let a helper into the session.")),
    PROVE: Act(Deed.PREPARE, _("%(who)s: you proved that you are there.")),
    HAND_OVER: Act(Deed.PREPARE, _("%(who)s: the helper's hands type from now on.")),
    TAKE_BACK: Act(Deed.PREPARE, _("%(who)s: your own hands type again.")),
    PROLONG: Act(Deed.DISPOSE, _("%(who)s prolonged the session.")),
    END: Act(Deed.DISPOSE, _("%(who)s ended the session.")),
    NOTE_END: Act(Deed.ADMINISTER, _("%(who)s noted that a session has ended.")),
    SIGN: Act(Deed.PREPARE, _("%(who)s: you signed with a code of yours, on your helper's screen.")),
    MARK: Act(Deed.PREPARE, _("%(who)s left a hint or a question beside a field.")),
    CLOSE_MARK: Act(Deed.PREPARE, _("%(who)s read or answered a hint or a question.")),
}
