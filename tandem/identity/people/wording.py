"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "people.register_person": Act(Deed.ADMINISTER, _("%(who)s began your file.")),
    "people.assign_counsellor": Act(Deed.ADMINISTER, _("%(who)s said which counsellor is in charge of your file.")),
    "people.choose_fund": Act(Deed.DISPOSE, _("%(who)s chose the fund.")),
    "people.note_fund": Act(Deed.ADMINISTER, _("%(who)s noted which fund you have chosen.")),
    "people.connect_account": Act(Deed.ADMINISTER, _("%(who)s joined your file and your account.")),
}
