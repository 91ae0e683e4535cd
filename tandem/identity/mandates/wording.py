"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "mandates.propose": Act(Deed.PREPARE, _("%(who)s proposed a mandate to you.")),
    "mandates.ask": Act(Deed.PREPARE, _("%(who)s asked you for a mandate.")),
    "mandates.bring_paper": Act(Deed.PREPARE, _("%(who)s handed in the mandate that you signed.")),
    "mandates.note_paper": Act(Deed.ADMINISTER, _("%(who)s took the mandate that you signed.")),
    "mandates.name_helper": Act(Deed.PREPARE, _("%(who)s named a helper in your mandate.")),
    "mandates.withdraw_helper": Act(Deed.STEP_BACK, _("%(who)s took a helper out of your mandate.")),
    "mandates.give_back": Act(Deed.STEP_BACK, _("%(who)s gave your mandate back.")),
    "mandates.grant": Act(Deed.DISPOSE, _("%(who)s granted a mandate.")),
    "mandates.refuse": Act(Deed.DISPOSE, _("%(who)s refused a mandate.")),
    "mandates.end": Act(Deed.DISPOSE, _("%(who)s ended a mandate.")),
    "mandates.end_area": Act(Deed.DISPOSE, _("%(who)s ended one area of a mandate.")),
    "mandates.remove_helper": Act(Deed.DISPOSE, _("%(who)s took a helper out of a mandate.")),
    "mandates.end_by_phone": Act(Deed.ADMINISTER, _("%(who)s ended a mandate because you asked by phone.")),
    "mandates.note_consent": Act(Deed.ADMINISTER, _("%(who)s noted that you granted a mandate.")),
    "mandates.note_refusal": Act(Deed.ADMINISTER, _("%(who)s noted that you refused a mandate.")),
    "mandates.note_end": Act(Deed.ADMINISTER, _("%(who)s noted that a mandate has ended.")),
}
