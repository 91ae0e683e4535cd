"""Why a document is not taken, changed or handed out, in sentences."""

from django.utils.translation import gettext_lazy as _

from tandem.facilities.documents.enums import Fault
from tandem.foundation.refusals import Refusal


class FileRefused(Refusal):
    """`fault` says why, `file` which of the files, counted from 0, `name` how it is called on the device."""

    def __init__(self, fault: Fault, *, file: int = 0, name: str = "") -> None:
        super().__init__(_("%(name)s: %(why)s") % {"name": name, "why": fault.sentence} if name else fault.sentence)
        self.fault = fault
        self.file = file
        self.name = name


class NothingUploaded(Refusal):
    message = _("Choose a file, or take a photo. Nothing has been added yet.")


class TooManyDocuments(Refusal):
    message = _("You keep as many documents as we can hold. Delete one that you no longer need, then add this one.")


class TooManyVersions(Refusal):
    message = _("This document has too many versions. Add the file as a new document. Nothing is lost.")


class DocumentChanged(Refusal):
    message = _("The document has changed since you saw this page. Nothing was lost. Look at it again.")


class NameMissing(Refusal):
    message = _("Write a name, so that you find the document again.")


class NotChecked(Refusal):
    message = _(
        "This document is still being checked for viruses. It is safe with us. Try again in a few minutes; "
        "you do not need to add it again."
    )


class NotThere(Refusal):
    message = _("The pages cannot be shown now. They are safe with us. Try again in a few minutes.")
