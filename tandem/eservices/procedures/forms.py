import functools
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tandem.facilities.documents.types import DocumentFacts, Upload, VersionFacts
from tandem.foundation.formatting import short_date
from tandem.foundation.forms.files import FilesField
from tandem.identity.access.enums import InPlaceReason
from tandem.identity.access.types import Acting
from tandem.identity.factors.registry import SignableForm

FILES_AT_ONCE = 20
HELD = "held"


class FileForm(SignableForm):
    """The last page: what was seen, and why it is late if it is."""

    keeps_answers = True  # the draft's
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    late_reason = forms.CharField(
        label=_("Why is it late?"),
        help_text=_("One or two sentences are enough. Whoever decides reads it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectForm(forms.Form):
    """Why something that was filed is corrected."""

    reason = forms.CharField(
        label=_("Why do you correct it?"),
        help_text=_("For example: “I forgot one job.” Whoever decides reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words why you correct what you filed. Nothing has changed yet.")},
    )


class DocumentForm(SignableForm):
    """Files or photos that become one document, or one that is kept here already (`kept`).

    `in_place`: a helper hands it in alone, and says why. `held`: what was chosen on this page before, and is kept
    until it is signed: the page asks for no file then.
    """

    mark_optional = False  # one of the two is needed: neither is optional

    upload = FilesField(
        label=_("Files or photos"),
        help_text=_("A photo of each page is enough. PDF, JPEG, PNG, WEBP or HEIC, up to 25 MB each."),
        most=FILES_AT_ONCE,
        file_bytes=settings.UPLOAD_FILE_BYTES,
        required=False,
    )
    whole = forms.BooleanField(
        label=_("Keep the photos as they are"),
        help_text=_("Otherwise we cut the page out, put it straight and make it readable."),
        required=False,
    )
    kept = forms.ChoiceField(label=_("Or take one that you keep here"), widget=forms.RadioSelect, required=False)
    reason = forms.ChoiceField(
        label=_("Why do you send this in place of the person?"),
        choices=InPlaceReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why you send it in place of the person. Nothing was sent.")},
    )

    def __init__(
        self,
        *args: Any,
        kept: Sequence[DocumentFacts],
        held: VersionFacts | None = None,
        in_place: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.document_held = held
        if not in_place:
            del self.fields["reason"]
        if held is not None:
            for name in ("upload", "whole", "kept"):
                del self.fields[name]
            self.fields[HELD] = forms.CharField(widget=forms.HiddenInput, initial=str(held.id))
            return
        if not kept:
            del self.fields["kept"]
            return
        field: Any = self.fields["kept"]
        field.choices = [(str(one.latest.id), f"{one.title} ({short_date(one.latest.added_at)})") for one in kept]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if self.document_held is None and not self.errors and bool(facts.get("upload")) == bool(facts.get("kept")):
            self.add_error(
                "upload",
                _("Choose files, or one that you keep here, not both. Nothing was added.")
                if facts.get("kept")
                else _("Choose a file, or take a photo."),
            )
        return facts

    def standing_in(self, file: Acting) -> Acting:
        """The file of a helper who is alone, with the reason that she gave."""
        reason = self.cleaned_data.get("reason")
        return file.standing_in(InPlaceReason(reason)) if reason else file

    @functools.cached_property
    def chosen(self) -> dict[str, Any]:
        """What `attach` and `hand_in` take; the files are read once."""
        facts = self.cleaned_data
        if self.document_held is not None:
            return {"version_id": self.document_held.id}
        if facts.get("kept"):
            return {"version_id": uuid.UUID(facts["kept"])}
        return self.new_files

    @functools.cached_property
    def new_files(self) -> dict[str, Any]:
        """Those that were chosen well, whatever else is wrong on the page; empty without any."""
        self.full_clean()
        facts = self.cleaned_data if self.is_bound else {}
        uploads = [Upload(name=file.name or "", content=file.read()) for file in facts.get("upload") or ()]
        return {"uploads": uploads, "whole": facts["whole"]} if uploads else {}
