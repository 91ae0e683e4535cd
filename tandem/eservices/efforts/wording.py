"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "efforts.note_effort": Act(Deed.PREPARE, _("%(who)s noted a job-search effort.")),
    "efforts.change_effort": Act(Deed.PREPARE, _("%(who)s changed a job-search effort.")),
    "efforts.remove_effort": Act(Deed.PREPARE, _("%(who)s removed a job-search effort.")),
    "efforts.file_proof": Act(Deed.SEND, _("%(who)s filed your proof of job-search efforts.")),
    "efforts.agree_target": Act(
        Deed.ADMINISTER, _("%(who)s wrote down how many efforts a month were agreed with you.")
    ),
}
