"""What the gallery shows: invented people and places only."""

import dataclasses
import datetime
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.foundation.forms.figures import FigureField, WholeField
from tandem.foundation.forms.widgets import DayInput, UnitInput
from tandem.foundation.http.waiting.room import Place


class SampleForm(forms.Form):
    """One field of each kind."""

    company = forms.CharField(
        label=_("Company"),
        help_text=_("As it stands in the ad."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    applied_on = forms.DateField(
        label=_("When did you apply?"), help_text=_("For example, 7 4 2026."), widget=DayInput
    )
    pay = FigureField(
        label=_("Monthly pay in francs"),
        widget=UnitInput(before="CHF", attrs={"class": "govuk-input--width-10"}),
        required=False,
    )
    workload = WholeField(
        label=_("Workload in percent"),
        widget=UnitInput(after="%", attrs={"class": "govuk-input--width-3"}),
        required=False,
    )
    canton = forms.ChoiceField(label=_("Canton"), choices=[("", ""), ("FR", "Fribourg"), ("TI", "Ticino")])
    channel = forms.ChoiceField(
        label=_("How did you apply?"),
        choices=[("online", _("Online")), ("letter", _("By letter")), ("visit", _("In person"))],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"),
        help_text=_("Choose all that are true."),
        choices=[("de", "Deutsch"), ("fr", "Français"), ("it", "Italiano")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    proof = forms.FileField(label=_("Photo or PDF"), required=False)
    agreed = forms.BooleanField(label=_("I have read the rules"))


class FilterForm(forms.Form):
    """A filter asks nothing, so nothing is marked optional."""

    mark_optional = False
    place = forms.CharField(label=_("Place"), required=False)
    workload = forms.MultipleChoiceField(
        label=_("Workload"),
        choices=[("full", _("Full time")), ("part", _("Part time"))],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        required=False,
    )
    since = forms.ChoiceField(
        label=_("Published"),
        choices=[("", _("At any time")), ("7", _("Within a week"))],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        required=False,
    )


class QuestionForm(forms.Form):
    """One question a page: its label is the heading."""

    heading = "worked"
    worked = forms.ChoiceField(
        label=_("Did you work this month?"),
        help_text=_("For an employer or on your own account, also for one hour."),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )


@dataclasses.dataclass(frozen=True, slots=True)
class SampleAd:
    title: str
    employer: str
    place: str
    workload: str
    language: str


ADS = (
    SampleAd("Pflegefachfrau HF / Pflegefachmann HF", "Altersheim Sonnmatt", "Biel/Bienne", "60–80%", "de"),
    SampleAd("Aide-soignante, aide-soignant", "Home Les Tilleuls", "Fribourg", "80%", "fr"),
    SampleAd("Assistente di cura", "Casa Serena", "Bellinzona", "100%", "it"),
)
BASE_COLOURS = ("paper", "sand", "ink", "grey", "field", "petrol", "petrol-dark")
SIGNAL_COLOURS = ("ochre", "ochre-paper", "indigo", "green", "red", "focus")
COLOURS = BASE_COLOURS + SIGNAL_COLOURS
DAY = datetime.date(2026, 4, 7)
MOMENT = datetime.datetime(2026, 4, 7, 12, 5, tzinfo=datetime.UTC)
AMOUNT = Decimal("4258.10")
PLACE = Place(number=4812, place=1340, seconds=225.0)
