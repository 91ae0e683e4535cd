from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tandem.identity.people import languages
from tandem.identity.people.forms.base import SectionForm

EMPTY_ROWS = 3
MOST = 15


class LanguagesForm(SectionForm):
    """One row for each language: which, spoken, read. There are always some empty rows left."""

    mark_optional = False

    def __init__(self, data: Any = None, *, known: Any) -> None:
        super().__init__(data, known=known)
        choices = [("", _("Select a language")), *languages.choices(languages.SPOKEN)]
        for row in range(self._rows()):
            self.fields[f"language_{row}"] = forms.ChoiceField(label=_("Language"), choices=choices, required=False)
            self.fields[f"speaks_{row}"] = forms.BooleanField(label=_("I speak it"), required=False)
            self.fields[f"reads_{row}"] = forms.BooleanField(label=_("I read it"), required=False)

    def shown(self, facts: dict[str, Any]) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for row, code in enumerate(_every(facts)):
            shown[f"language_{row}"] = code
            shown[f"speaks_{row}"] = code in facts["speaks"]
            shown[f"reads_{row}"] = code in facts["reads"]
        return shown

    def rows(self) -> Iterator[dict[str, BoundField]]:
        for row in range(self._rows()):
            yield {name: self[f"{name}_{row}"] for name in ("language", "speaks", "reads")}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for row in range(self._rows()):
            code = cleaned.get(f"language_{row}")
            how = cleaned.get(f"speaks_{row}") or cleaned.get(f"reads_{row}")
            if code and not how:
                self.add_error(f"language_{row}", _("Select whether it is spoken, read, or both."))
            if how and code == "":
                self.add_error(f"language_{row}", _("Select which language is meant."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {"speaks": self._chosen("speaks"), "reads": self._chosen("reads")}

    def _chosen(self, how: str) -> list[str]:
        cleaned = self.cleaned_data
        return [cleaned[f"language_{row}"] for row in range(self._rows()) if cleaned[f"{how}_{row}"]]

    def _rows(self) -> int:
        # A page opened before somebody shortened the list has more rows than that list needs.
        posted = sum(name.startswith("language_") for name in self.data)
        return min(max(len(_every(self.known.facts)) + EMPTY_ROWS, posted), MOST)


def _every(facts: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys([*facts["speaks"], *facts["reads"]]))
