from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

PRINT = "on_paper.print"
PRINT_AT_DESK = "on_paper.print_at_desk"
TAKE = "on_paper.take_picture"

ACTS = {
    PRINT: Act(Deed.PREPARE, _("%(who)s printed a form for you.")),
    PRINT_AT_DESK: Act(Deed.ADMINISTER, _("%(who)s printed a form for you at the desk.")),
    TAKE: Act(Deed.ADMINISTER, _("%(who)s received a page that you filled in on paper.")),
}
