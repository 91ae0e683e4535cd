"""What a person reads about the acts of this desk in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {"fund.check_form": Act(Deed.ADMINISTER, _("%(who)s noted that your monthly form was checked."))}
