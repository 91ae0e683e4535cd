from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.identity.people.enums import Channel
from tandem.identity.people.forms.base import SectionForm

PLACES = (_("First"), _("If that fails"), _("Third"), _("Fourth"), _("Fifth"))


class ReachForm(SectionForm):
    """One list for each place in the order, so that it needs no dragging, no script and no sight."""

    mark_optional = False
    reserved_from_digital = forms.BooleanField(
        label=_("Only on paper and at the desk"),
        help_text=_("No screen, no e-mail, no SMS. All that you have to do can be done by letter and at the desk."),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place, label in enumerate(PLACES):
            nothing = _("Nothing more") if place else _("Nothing chosen")
            choices = [("", nothing), *Channel.choices]
            self.fields[f"channel_{place}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def shown(self, facts: dict[str, Any]) -> dict[str, Any]:
        order = {f"channel_{place}": channel for place, channel in enumerate(facts["channels"])}
        return {**order, "reserved_from_digital": facts["reserved_from_digital"]}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        met: set[str] = set()
        for place in range(len(PLACES)):
            channel = cleaned.get(f"channel_{place}", "")
            if channel and channel in met:
                said = {"channel": Channel(channel).label}
                self.add_error(f"channel_{place}", _("“%(channel)s” stands in the order already.") % said)
            met.add(channel)
        return cleaned

    def facts(self) -> dict[str, Any]:
        chosen = [self.cleaned_data[f"channel_{place}"] for place in range(len(PLACES))]
        return {
            "channels": [Channel(channel) for channel in chosen if channel],
            "reserved_from_digital": self.cleaned_data["reserved_from_digital"],
        }
