"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "declarations.note_paper": Act(
        Deed.ADMINISTER, _("%(who)s noted whether a paper for your monthly form has come.")
    ),
    "declarations.ask_for_papers": Act(
        Deed.ADMINISTER, _("%(who)s asked for papers that are missing for your monthly form.")
    ),
    "declarations.turn_down_paper": Act(
        Deed.ADMINISTER, _("%(who)s turned down a paper for your monthly form: it was not the one asked for.")
    ),
    "declarations.note_measure": Act(Deed.ADMINISTER, _("%(who)s noted a measure that you take part in.")),
    "declarations.remove_measure": Act(Deed.ADMINISTER, _("%(who)s removed a measure from your file.")),
}
