"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "efforts.note_effort": Act(Deed.PREPARE, _("%(who)s noted a job-search effort.")),
    "efforts.change_effort": Act(Deed.PREPARE, _("%(who)s changed a job-search effort.")),
    "efforts.remove_effort": Act(Deed.PREPARE, _("%(who)s removed a job-search effort.")),
    "efforts.note_result": Act(Deed.PREPARE, _("%(who)s noted what became of an application.")),
    "efforts.say_entry": Act(Deed.PREPARE, _("%(who)s wrote down when your unemployment begins.")),
    "efforts.file_proof": Act(Deed.SEND, _("%(who)s filed your proof of job-search efforts.")),
    "efforts.agree_target": Act(
        Deed.ADMINISTER, _("%(who)s wrote down how many efforts a month were agreed with you.")
    ),
    "efforts.file_from_paper": Act(
        Deed.ADMINISTER, _("%(who)s filed the proof of job-search efforts that you gave on paper.")
    ),
    "efforts.transmit_due": Act(
        Deed.ADMINISTER, _("%(who)s transmitted the efforts that you had noted when the month fell due.")
    ),
    "efforts.note_entry": Act(Deed.ADMINISTER, _("%(who)s wrote down when your unemployment begins.")),
    "efforts.note_exemption": Act(Deed.ADMINISTER, _("%(who)s wrote down days without job-search efforts for you.")),
    "efforts.withdraw_exemption": Act(
        Deed.ADMINISTER, _("%(who)s took days without job-search efforts back that were written down by mistake.")
    ),
}
