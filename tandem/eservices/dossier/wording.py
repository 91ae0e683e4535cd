"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "dossier.send": Act(Deed.SEND, _("%(who)s sent documents.")),
    "dossier.receive_on_paper": Act(Deed.ADMINISTER, _("%(who)s noted documents that came on paper.")),
}
