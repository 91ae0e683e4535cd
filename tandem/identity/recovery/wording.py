"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "recovery.begin": Act(
        Deed.ADMINISTER, _("%(who)s looked at your identity document, so that you get a new way to log in.")
    ),
    "recovery.complete": Act(
        Deed.ADMINISTER, _("%(who)s removed your old ways to log in and gave you a new list of codes.")
    ),
    "recovery.hand_out_password": Act(Deed.ADMINISTER, _("%(who)s gave you a code to choose a new password.")),
    "recovery.stop_at_desk": Act(Deed.ADMINISTER, _("%(who)s stopped the new way to log in.")),
    "recovery.hand_out_list": Act(Deed.ADMINISTER, _("%(who)s printed a list of codes for you.")),
    "recovery.post_list": Act(Deed.ADMINISTER, _("%(who)s had a list of codes sent to you by letter.")),
}
