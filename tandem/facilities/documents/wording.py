"""What a person reads about the acts of this feature in her file."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.access.enums import Deed
from tandem.identity.access.registry import Act

ACTS = {
    "documents.add": Act(Deed.PREPARE, _("%(who)s added a document.")),
    "documents.replace": Act(Deed.PREPARE, _("%(who)s added a new version of a document.")),
    "documents.add_pages": Act(Deed.PREPARE, _("%(who)s added pages to a document.")),
    "documents.arrange": Act(Deed.PREPARE, _("%(who)s put the pages of a document in another order.")),
    "documents.rename": Act(Deed.PREPARE, _("%(who)s gave a document another name.")),
    "documents.remove": Act(Deed.PREPARE, _("%(who)s deleted a document.")),
    "documents.forget": Act(
        Deed.ADMINISTER, _("%(who)s deleted a document that was added to a form and never sent with it.")
    ),
    "documents.fetch": Act(Deed.LOOK, _("%(who)s opened a document.")),
}
