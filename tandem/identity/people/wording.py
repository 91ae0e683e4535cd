"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "people.register_person": _("%(who)s began your file."),
    "people.assign_counsellor": _("%(who)s said which counsellor is in charge of your file."),
    "people.choose_fund": _("%(who)s noted which fund you have chosen."),
    "people.connect_account": _("%(who)s joined your file and your account."),
}
