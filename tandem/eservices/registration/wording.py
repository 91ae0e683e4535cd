"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "registration.set_first_interview": Act(Deed.ADMINISTER, _("%(who)s set the day of your first interview.")),
    "registration.cancel_first_interview": Act(Deed.ADMINISTER, _("%(who)s cancelled your first interview.")),
    "registration.end": Act(Deed.ADMINISTER, _("%(who)s ended your registration.")),
}
