import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tandem.assistance.helplog import rules
from tandem.assistance.helplog.enums import LEVELS, MINUTES, Kind, Material, Place, Screen, Theme, Waited
from tandem.assistance.helplog.models import CONTEST_LENGTH
from tandem.assistance.helplog.types import HelpFacts
from tandem.foundation.forms.widgets import DayInput
from tandem.identity.access.enums import Presence

_INLINE = {"class": "govuk-radios--inline govuk-radios--small"}
_SMALL = {"class": "govuk-radios--small"}
_LEVEL_WORDS = {
    Presence.ALONE: _("Alone"),
    Presence.SECOND_LOOK: _("Alone, I looked over it"),
    Presence.TOGETHER_OWN_HANDS: _("Together, her hands"),
    Presence.TOGETHER_HELPER_HANDS: _("Together, my hands"),
    Presence.IN_PLACE: _("I did it in her place"),
}
# One tap for one person; more than these, and a list that folds is quicker.
FEW = 6


def _minutes() -> list[tuple[int, str]]:
    """In the reader's language: asked for with each page."""
    return [(one, ngettext("%(number)s minute", "%(number)s minutes", one) % {"number": one}) for one in MINUTES]


def _asked(choices: type[TextChoices]) -> list[tuple[str, Any]]:
    """Without "not said": whoever is asked says it."""
    return [(one.value, one.label) for one in choices if one.value != "not_said"]


class _Help(forms.Form):
    """What both pages ask. Everything is chosen already: what is usual needs no tap."""

    mark_optional = False

    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        coerce=int,
        choices=_minutes,
        initial=15,
        widget=forms.RadioSelect(attrs=_INLINE),
    )
    theme = forms.ChoiceField(
        label=_("What was it about?"),
        choices=Theme.choices,
        initial=Theme.MONTHLY_FORM,
        widget=forms.RadioSelect(attrs=_SMALL),
    )
    place = forms.ChoiceField(
        label=_("Where?"), choices=_asked(Place), initial=Place.STRUCTURE, widget=forms.RadioSelect(attrs=_INLINE)
    )
    material = forms.ChoiceField(
        label=_("With what?"),
        choices=_asked(Material),
        initial=Material.COMPUTER,
        widget=forms.RadioSelect(attrs=_INLINE),
    )
    screen = forms.ChoiceField(
        label=_("Which screen of Tandem made help necessary?"),
        choices=[("", _("None of them")), *Screen.choices],
        required=False,
    )
    helped_on = forms.DateField(label=_("When?"), widget=DayInput)

    def clean_screen(self) -> Screen | None:
        chosen = self.cleaned_data["screen"]
        return Screen(chosen) if chosen else None


class OneForm(_Help):
    """Help to one person: one page, one button."""

    level = forms.ChoiceField(
        label=_("How far did she do it herself?"),
        choices=[(level.value, _LEVEL_WORDS[level]) for level in LEVELS],
        initial=Presence.TOGETHER_OWN_HANDS,
        widget=forms.RadioSelect(attrs=_SMALL),
    )
    waited = forms.ChoiceField(
        label=_("How long did she wait for this help?"),
        choices=_asked(Waited),
        initial=Waited.NOT,
        widget=forms.RadioSelect(attrs=_INLINE),
    )
    person = forms.TypedChoiceField(
        label=_("Whom did you help?"),
        help_text=_("Somebody without a mandate stays without a name. Whoever is named reads it on her pages."),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        if len(people) <= FEW:
            field.widget = forms.RadioSelect(attrs=_SMALL)
        field.choices = [("", _("Somebody without a mandate")), *people]  # type: ignore[attr-defined]
        self.order_fields(
            ["minutes", "theme", "level", "person", "place", "material", "waited", "screen", "helped_on"]
        )

    def facts(self) -> HelpFacts:
        said = self.cleaned_data
        return HelpFacts(
            helped_on=said["helped_on"],
            minutes=said["minutes"],
            theme=Theme(said["theme"]),
            level=Presence(said["level"]),
            person_id=said["person"],
            place=Place(said["place"]),
            material=Material(said["material"]),
            waited=Waited(said["waited"]),
            screen=said["screen"],
        )


class WorkshopForm(_Help):
    """Help to a group: how many, not who."""

    people = forms.IntegerField(
        label=_("How many people were there?"),
        min_value=1,
        max_value=rules.MOST_PEOPLE,
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )

    field_order = ("people", "minutes", "theme", "place", "material", "screen", "helped_on")

    def facts(self) -> HelpFacts:
        said = self.cleaned_data
        return HelpFacts(
            helped_on=said["helped_on"],
            minutes=said["minutes"],
            theme=Theme(said["theme"]),
            level=None,
            kind=Kind.WORKSHOP,
            people=said["people"],
            place=Place(said["place"]),
            material=Material(said["material"]),
            screen=said["screen"],
        )


class ContestForm(forms.Form):
    words = forms.CharField(
        label=_("What is wrong with it?"),
        help_text=_("Your helper reads your sentence beside the note."),
        max_length=CONTEST_LENGTH,
        widget=forms.Textarea({"rows": 4}),
    )


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=_("Your answer"),
        help_text=_("The person reads it beside the note. A note that is wrong: say so here, and note it anew."),
        max_length=CONTEST_LENGTH,
        widget=forms.Textarea({"rows": 4}),
    )


class AbsenceForm(forms.Form):
    """Who is away, until when, who stands in."""

    helper = forms.TypedChoiceField(label=_("Who is away?"), coerce=int, widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_day = forms.DateField(label=_("Last day"), widget=DayInput)
    stand_in = forms.TypedChoiceField(
        label=_("Who stands in?"),
        help_text=_("Standing in opens no file. Whoever is to see one must be named in its mandate."),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, helpers: Mapping[int, str], team: Mapping[int, str], today: datetime.date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["helper"].choices = list(helpers.items())  # type: ignore[attr-defined]
        self.fields["helper"].initial = next(iter(helpers), None)
        self.fields["starts_on"].initial = today
        self.fields["stand_in"].choices = [("", _("Nobody, or not known yet")), *team.items()]  # type: ignore[attr-defined]
        self.mark_optional = False
