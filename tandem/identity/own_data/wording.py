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
    "added_at": _("added"),
    "area": _("area"),
    "areas": _("areas"),
    "assurance": _("level of assurance"),
    "at": _("when"),
    "codes_left": _("codes left"),
    "created_at": _("opened"),
    "date_joined": _("joined to the account"),
    "changed_by__name": _("changed by"),
    "channel": _("channel"),
    "counts": _("text that counts"),
    "day": _("day"),
    "deliveries": _("what was sent"),
    "emptied_at": _("content destroyed"),
    "ended_at": _("ended"),
    "ends_at": _("ends"),
    "event": _("step"),
    "filed": _("filed"),
    "hash": _("fingerprint (SHA-256)"),
    "helpers": _("helpers"),
    "kept_at": _("kept since"),
    "ip": _("address on the internet"),
    "issuer": _("service that says so"),
    "last_login": _("last log-in"),
    "last_seen_at": _("last seen"),
    "last_used_at": _("last used"),
    "login_name": _("login name"),
    "name": _("name"),
    "number": _("number"),
    "organisation__name": _("organisation"),
    "organisation_id": _("organisation (internal number)"),
    "pages": _("pages"),
    "path": _("path to the daily head"),
    "person_id": _("person (internal number)"),
    "previous_hash": _("fingerprint of the row before (SHA-256)"),
    "provider": _("service"),
    "reach": _("reach"),
    "reason": _("reason"),
    "removed_at": _("removed"),
    "request_id": _("number of the request"),
    "root": _("root of the daily head (SHA-256)"),
    "scans": _("scans of the paper"),
    "scanned_at": _("checked for viruses"),
    "sha256": _("fingerprint (SHA-256)"),
    "signed_on": _("signed on"),
    "signed_text": _("text that the signature covers"),
    "size": _("size in bytes"),
    "starts_at": _("starts"),
    "state": _("state"),
    "steps": _("steps"),
    "structure": _("structure"),
    "text": _("text"),
    "texts": _("texts"),
    "type": _("kind"),
    "uid": _("number at the service"),
    "user_agent": _("browser"),
    "user_id": _("account (internal number)"),
    "version": _("version"),
    "visit": _("visit"),
}

# Kinds of rows whose tables are not ours and have English names only.
TITLES = {
    "usersessions.UserSession": _("where the account is logged in"),
    "socialaccount.SocialAccount": _("log-ins at another service"),
    "mfa.Authenticator": _("second proofs at the log-in"),
}
