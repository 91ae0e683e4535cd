"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "helplog.note": Act(Deed.PREPARE, _("%(who)s noted that you were helped.")),
    "helplog.note_by_itself": Act(Deed.ADMINISTER, _("%(who)s noted that you were helped.")),
    "helplog.take_back": Act(Deed.PREPARE, _("%(who)s took back a note that you were helped.")),
    "helplog.contest": Act(Deed.DISPOSE, _("%(who)s contested a note about help.")),
    "helplog.answer": Act(Deed.PREPARE, _("%(who)s answered what you say about a note.")),
    "helplog.erase": Act(Deed.DISPOSE, _("%(who)s erased a note about help.")),
}
