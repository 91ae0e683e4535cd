"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "deadlines.make_link": Act(Deed.DISPOSE, _("%(who)s made a link to the calendar of your deadlines.")),
    "deadlines.end_link": Act(Deed.DISPOSE, _("%(who)s ended the link to the calendar of your deadlines.")),
    "deadlines.print_link": Act(Deed.ADMINISTER, _("%(who)s printed a link to the calendar of your deadlines.")),
}
