"""Several files in one field: what `forms.FileField` does for one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.foundation.http.uploads import TooLargeFile


class FilesInput(forms.FileInput):
    """A phone offers its camera beside its files; several can be chosen at once."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, "class": "govuk-file-upload", **(attrs or {})})


class FilesField(forms.FileField):
    """`cleaned_data` is a list of UploadedFile in the order of choice; empty where none is required."""

    widget = FilesInput
    default_error_messages = {
        "required": _("Choose a file, or take a photo."),
        "too_large": _("%(name)s is too large. Nothing of it was kept. Save it smaller, or take photos of its pages."),
        "too_many": ngettext_lazy(
            "Choose %(most)s file at a time.", "Choose %(most)s files at a time. Add the others afterwards.", "most"
        ),
    }

    def __init__(self, *, most: int, file_bytes: int, **options: Any) -> None:
        super().__init__(**options)
        self.most = most
        self.file_bytes = file_bytes

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > self.most:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"most": self.most})
        for file in files:
            if isinstance(file, TooLargeFile) or (file.size or 0) > self.file_bytes:
                raise ValidationError(
                    self.error_messages["too_large"], code="too_large", params={"name": file.name or ""}
                )
        return files
