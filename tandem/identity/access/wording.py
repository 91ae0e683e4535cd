"""What a person reads about the acts in her file. A feature registers the sentences of its own acts."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "access.open_file": Act(Deed.LOOK, _("%(who)s opened your file.")),
    "access.contest_visit": Act(Deed.DISPOSE, _("%(who)s contested a visit.")),
    "access.answer_contest": Act(Deed.ADMINISTER, _("%(who)s answered a visit that you had contested.")),
}
# An act whose feature has registered no sentence is shown all the same.
UNNAMED = _("%(who)s did something in your file.")
