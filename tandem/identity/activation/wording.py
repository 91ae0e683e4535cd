"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "activation.activate": Act(Deed.DISPOSE, _("%(who)s joined the file and the account.")),
    "activation.accept_entry": Act(Deed.DISPOSE, _("%(who)s said that an entry is right.")),
    "activation.contest_entry": Act(Deed.DISPOSE, _("%(who)s contested an entry.")),
    "activation.answer_contest": Act(Deed.ADMINISTER, _("%(who)s answered an entry that you had contested.")),
}
