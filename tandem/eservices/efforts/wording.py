"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "efforts.note_effort": _("%(who)s noted a job-search effort."),
    "efforts.change_effort": _("%(who)s changed a job-search effort."),
    "efforts.remove_effort": _("%(who)s removed a job-search effort."),
    "efforts.file_proof": _("%(who)s filed your proof of job-search efforts."),
    "efforts.agree_target": _("%(who)s wrote down how many efforts a month were agreed with you."),
}
