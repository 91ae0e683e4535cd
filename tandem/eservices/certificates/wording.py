"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "certificates.ask_employer": Act(Deed.SEND, _("%(who)s asked an employer to certify your earnings.")),
    "certificates.withdraw_request": Act(Deed.DISPOSE, _("%(who)s took back a request to an employer.")),
    "certificates.receive": Act(Deed.ADMINISTER, _("%(who)s received an employer's certificate of your earnings.")),
}
