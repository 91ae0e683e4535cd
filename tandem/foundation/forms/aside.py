"""A button that stands among the fields of a form and is not the form's own: "Seen" beside a hint."""

from django import forms
from django.forms.utils import ErrorDict

# Its name. Whoever put it there hears its value; the form learns only that it is not being filed.
ASIDE = "aside"


class KeepsWhatWasTyped(forms.Form):
    """Pressed among its fields, such a button leaves all as it was typed: nothing is valid, nothing is wrong."""

    def full_clean(self) -> None:
        if ASIDE not in self.data:
            return super().full_clean()
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}
        return None

    def is_valid(self) -> bool:
        return ASIDE not in self.data and super().is_valid()
