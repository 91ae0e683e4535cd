import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.eservices.dossier.enums import Kind, Recipient
from tandem.eservices.dossier.types import Settles
from tandem.eservices.procedures.types import ToBring
from tandem.facilities.documents.types import DocumentFacts, Upload
from tandem.foundation.formatting import labelled
from tandem.foundation.forms.aside import KeepsWhatWasTyped
from tandem.foundation.forms.files import FilesField
from tandem.identity.factors.registry import SignableForm

FILES_AT_ONCE, FILE_MEGABYTES = 20, 25
TURNS = [("0", _("as it is")), ("90", _("to the right")), ("180", _("upside down")), ("270", _("to the left"))]


class UploadForm(KeepsWhatWasTyped):
    """Files or photos; the browser of a phone offers its camera."""

    scans = FilesField(
        label=_("Files or photos"),
        help_text=_(
            "PDF, JPEG, PNG, WEBP or HEIC, up to 25 MB each and 20 at a time. Several become one document, "
            "in the order in which you choose them."
        ),
        most=FILES_AT_ONCE,
        file_bytes=FILE_MEGABYTES * 1_000_000,
    )
    whole = forms.BooleanField(
        label=_("Keep the photos as they are"),
        help_text=_("Otherwise we cut the page out, put it straight and make it readable."),
        required=False,
    )

    def uploads(self) -> list[Upload]:
        return [Upload(name=file.name or "", content=file.read()) for file in self.cleaned_data["scans"]]


class NameForm(KeepsWhatWasTyped):
    title = forms.CharField(label=_("Name"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind of document"), choices=Kind.choices)


class AddForm(UploadForm):
    kind = forms.ChoiceField(label=_("Kind of document"), choices=Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Name"),
        help_text=_("Without a name it is called like the first file."),
        max_length=100,
        required=False,
    )
    field_order = ["kind", "scans", "whole", "title"]


class VersionForm(UploadForm):
    how = forms.ChoiceField(
        label=_("What happens with the pages that are there?"),
        choices=[("replace", _("The new files replace them")), ("append", _("The new pages come after them"))],
        widget=forms.RadioSelect,
        initial="replace",
    )
    field_order = ["scans", "how", "whole"]


class PagesForm(forms.Form):
    """For each page its place and a turn; a page without a place is left out of the new version."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, pages: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pages = range(1, pages + 1)
        for page in self.pages:
            self.fields[f"place_{page}"] = forms.IntegerField(
                label=_("Place of page %(page)s") % {"page": page},
                min_value=1,
                max_value=999,
                required=False,
                initial=page,
                widget=forms.NumberInput({"class": "govuk-input--width-3"}),
            )
            self.fields[f"turn_{page}"] = forms.ChoiceField(
                label=_("Turn page %(page)s") % {"page": page}, choices=TURNS, initial="0"
            )

    def clean(self) -> dict[str, Any]:
        facts = self.cleaned_data
        if not self.errors and not any(facts.get(f"place_{page}") for page in self.pages):
            raise forms.ValidationError(_("Leave at least one page, or delete the whole document."))
        return facts

    def order(self) -> list[tuple[int, int]]:
        places = [(self.cleaned_data[f"place_{page}"], page) for page in self.pages]
        return [
            (page - 1, int(self.cleaned_data[f"turn_{page}"])) for place, page in sorted(p for p in places if p[0])
        ]


class SendForm(KeepsWhatWasTyped, SignableForm):
    mark_optional = False  # the first choice of each question says that nothing need be chosen

    documents = forms.MultipleChoiceField(
        label=_("Which documents?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one document. Nothing has been sent yet.")},
    )
    recipients = forms.MultipleChoiceField(
        label=_("To whom?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select to whom the documents go. Nothing has been sent yet.")},
    )

    def __init__(
        self,
        *args: Any,
        documents: list[DocumentFacts],
        recipients: dict[Recipient, str],
        waiting: Sequence[ToBring] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["documents"]
        chosen.choices = [
            (str(document.latest.id), f"{document.title} ({Kind(document.kind).label})")
            for document in documents
            if document.latest.is_ready
        ]
        to: Any = self.fields["recipients"]
        to.choices = [(recipient.value, labelled(recipient.label, name)) for recipient, name in recipients.items()]
        self.waiting = {f"is_{line.filing_id}_{line.asked.mark}": line for line in waiting if chosen.choices}
        for name, line in self.waiting.items():
            self.fields[name] = forms.ChoiceField(
                label=_("Is one of them this? %(document)s") % {"document": line.asked.sentence},
                help_text=_("It is still asked for. Select it, and nobody asks again."),
                choices=[("", _("No, none of them")), *chosen.choices],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        sent = set(said.get("documents") or [])
        for name in self.waiting:
            if said.get(name) and said[name] not in sent and "documents" not in self.errors:
                self.add_error(name, _("Select this document above, too, or choose none of them here."))
        return said

    def settles(self) -> list[Settles]:
        """Which of the chosen documents is what a filed form waits for, once the form is valid."""
        return [
            Settles(
                filing_id=line.filing_id,
                purpose=line.procedure.purpose,
                mark=line.asked.mark,
                version_id=uuid.UUID(self.cleaned_data[name]),
            )
            for name, line in self.waiting.items()
            if self.cleaned_data.get(name)
        ]
