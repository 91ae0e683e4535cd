"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "people.register_person": Act(Deed.ADMINISTER, _("%(who)s began your file.")),
    "people.begin_own_file": Act(Deed.SEND, _("%(who)s began a file for herself or himself.")),
    "people.enrol": Act(Deed.SEND, _("%(who)s made you known to an office: you have a person number.")),
    "people.enrol_from_paper": Act(
        Deed.ADMINISTER, _("%(who)s took in your registration on paper: an office knows you by your person number.")
    ),
    "people.assign_counsellor": Act(Deed.ADMINISTER, _("%(who)s said which counsellor is in charge of your file.")),
    "people.choose_fund": Act(Deed.DISPOSE, _("%(who)s chose the fund.")),
    "people.note_fund": Act(Deed.ADMINISTER, _("%(who)s noted which fund you have chosen.")),
    "people.change_contact": Act(Deed.DISPOSE, _("%(who)s changed your e-mail address or phone.")),
    "people.change_address": Act(Deed.DISPOSE, _("%(who)s changed your address.")),
    "people.change_languages": Act(Deed.DISPOSE, _("%(who)s changed the languages that you speak or read.")),
    "people.change_reach": Act(Deed.DISPOSE, _("%(who)s changed how you are reached.")),
    "people.change_needs": Act(Deed.DISPOSE, _("%(who)s changed what you need.")),
    "people.note_identity": Act(Deed.ADMINISTER, _("%(who)s noted your name, date of birth or AVS number.")),
    "people.note_contact": Act(Deed.ADMINISTER, _("%(who)s noted your e-mail address or phone.")),
    "people.note_address": Act(Deed.ADMINISTER, _("%(who)s noted your address.")),
    "people.note_languages": Act(Deed.ADMINISTER, _("%(who)s noted which languages you speak or read.")),
    "people.note_reach": Act(Deed.ADMINISTER, _("%(who)s noted how you are reached.")),
    "people.note_needs": Act(Deed.ADMINISTER, _("%(who)s noted what you need.")),
    "people.set_stand_in": Act(
        Deed.ADMINISTER, _("%(who)s said that a colleague stands in for your counsellor in your file.")
    ),
    "people.close_stand_in": Act(Deed.ADMINISTER, _("%(who)s ended the stand-in for your counsellor early.")),
    "people.connect_account": Act(Deed.ADMINISTER, _("%(who)s joined your file and your account.")),
}
