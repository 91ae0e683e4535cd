"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ANSWER = "autonomy.answer"
SHARE = "autonomy.share"
STOP_SHARING = "autonomy.stop_sharing"

ACTS = {
    ANSWER: Act(Deed.DISPOSE, _("%(who)s said how it would go next time.")),
    SHARE: Act(Deed.DISPOSE, _("%(who)s showed a helper how you do a task.")),
    STOP_SHARING: Act(Deed.DISPOSE, _("%(who)s no longer shows a helper how you do a task.")),
}
