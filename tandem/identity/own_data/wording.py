"""What a person reads about the acts of this feature in her file, and the names of what is no column of a table."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "own_data.take_copy": Act(Deed.DISPOSE, _("%(who)s took a copy of all data.")),
    "own_data.close_file": Act(Deed.ADMINISTER, _("%(who)s closed your file.")),
    "own_data.reopen_file": Act(Deed.ADMINISTER, _("%(who)s opened your file again.")),
    "own_data.erase": Act(Deed.ADMINISTER, _("%(who)s erased data whose time limit had passed.")),
}

LABELS = {
    "account_email": _("e-mail address of the account"),
    "day": _("day"),
    "filed": _("filed"),
    "hash": _("fingerprint (SHA-256)"),
    "login_name": _("login name"),
    "path": _("path to the daily head"),
    "person_id": _("person (internal number)"),
    "previous_hash": _("fingerprint of the row before (SHA-256)"),
    "request_id": _("number of the request"),
    "root": _("root of the daily head (SHA-256)"),
    "user_id": _("account (internal number)"),
    "organisation_id": _("organisation (internal number)"),
    "visit": _("visit"),
}
