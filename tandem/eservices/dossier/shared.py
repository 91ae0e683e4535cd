"""The pages of her documents that she and whoever helps her may have before them at once."""

from django.utils.translation import gettext_lazy as _

from tandem.eservices.dossier.forms import AddForm, NameForm, SendForm, VersionForm
from tandem.foundation.shared_pages import add


def tell() -> None:
    add("dossier:index", _("My documents"), of_person="dossier:of")
    add("dossier:new", _("Add a document"), AddForm, has_place=True, of_person="dossier:new_for")
    add("dossier:send", _("Send documents"), SendForm, has_place=True)
    add("dossier:sent", _("What you sent"))
    redrawn = ("dossier:name", "dossier:version", "dossier:pages")
    add("dossier:document", _("A document"), NameForm, VersionForm, also=redrawn)
