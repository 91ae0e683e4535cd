from typing import Any

from django import forms
from django.http import QueryDict

from tandem.identity.people.types import Known


class SectionForm(forms.Form):
    """What is known in one section. It carries the mark of what its page showed, so that no tab overwrites another."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, known: Known) -> None:
        self.known = known
        super().__init__(data, initial={**self.shown(known.facts), "seen": known.seen})

    def shown(self, facts: dict[str, Any]) -> dict[str, Any]:
        """What the fields show of known facts."""
        return facts

    def facts(self) -> dict[str, Any]:
        """What the verb takes, once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def accept(self, known: Known) -> None:
        """The reader now sees what was saved meanwhile: saving again overwrites it knowingly."""
        self.known = known
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"] = known.seen
        self.data = typed
