"""The search form: everything in the address is checked, and what is wrong is said beside its field."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from tandem.facilities.search.types import REACH, Sort
from tandem.foundation.folding import fold
from tandem.foundation.formatting import number
from tandem.foundation.forms.figures import WholeField
from tandem.foundation.forms.widgets import UnitInput
from tandem.foundation.languages import Language
from tandem.market.ads.enums import AdSource
from tandem.market.ads.search.criteria import DEFAULT_RADIUS_KM, PAGE_SIZE, RADII_KM, SINCE_DAYS, VERSION, Criteria
from tandem.reference.localities import selectors as localities
from tandem.reference.localities.enums import CantonCode

_LAST_PAGE = REACH // PAGE_SIZE
# What other sites add to links that people share; it says nothing about the search.
_TRACKING = ("utm_", "fbclid", "gclid", "msclkid")


class _Choice(forms.ChoiceField):
    """A choice that names the nearest known values when it gets another one."""

    def validate(self, value: Any) -> None:
        for one in value if isinstance(value, list) else [value]:
            if one and not self.valid_value(one):
                raise forms.ValidationError(
                    _("“%(value)s” is not known here. Known are: %(known)s."),
                    code="invalid_choice",
                    params={"value": one, "known": self._near(one)},
                )

    def _near(self, value: str) -> str:
        known = [str(key) for key, _label in self.choices if key]  # type: ignore[union-attr, misc]
        return ", ".join(difflib.get_close_matches(value, known, n=5, cutoff=0.4) or known[:10])


class _Choices(_Choice, forms.MultipleChoiceField):
    pass


_FORM = "search"


def _of_the_form(**attrs: str) -> dict[str, str]:
    """The filters stand beside the list, outside the form of the search words, and are sent with it."""
    return {"form": _FORM, **attrs}


def _few() -> forms.RadioSelect:
    return forms.RadioSelect(attrs=_of_the_form(**{"class": "govuk-radios--small"}))


def _several() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs=_of_the_form(**{"class": "govuk-checkboxes--small"}))


def _percent() -> UnitInput:
    return UnitInput(after="%", attrs=_of_the_form(**{"class": "govuk-input--width-3", "inputmode": "numeric"}))


class SearchForm(forms.Form):
    """`criteria` once it is valid. Unknown parameters are errors of the whole form; nothing typed is lost."""

    mark_optional = False

    v = forms.IntegerField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("Occupation, word or company"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    literal = forms.BooleanField(required=False, widget=forms.HiddenInput)
    place = forms.CharField(
        label=_("Place, postal code or canton"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    radius = _Choice(
        label=_("Within"), required=False, choices=[(str(km), _("%(km)d km") % {"km": km}) for km in RADII_KM]
    )
    sort = _Choice(
        label=_("Sort by"),
        required=False,
        choices=[("relevance", _("Best match first")), ("date", _("Newest first"))],
        widget=forms.Select(attrs=_of_the_form()),
    )
    workload_min = WholeField(
        label=_("Workload from, in percent"), required=False, min_value=1, max_value=100, widget=_percent()
    )
    workload_max = WholeField(
        label=_("Workload to, in percent"), required=False, min_value=1, max_value=100, widget=_percent()
    )
    permanent = _Choice(
        label=_("Contract"),
        required=False,
        choices=[("", _("All")), ("yes", _("Permanent")), ("no", _("Temporary"))],
        widget=_few(),
    )
    remote = _Choice(
        label=_("Work from home"),
        required=False,
        choices=[("", _("All")), ("yes", _("Possible"))],
        widget=_few(),
    )
    since = _Choice(
        label=_("Published"),
        required=False,
        choices=[("", _("At any time")), *((str(days), str(days)) for days in SINCE_DAYS)],
        widget=_few(),
    )
    language = _Choices(label=_("Language of the ad"), required=False, choices=Language.choices, widget=_several())
    canton = _Choices(label=_("Canton"), required=False, widget=_several())
    source = _Choices(label=_("Where the ad comes from"), required=False, choices=AdSource.choices, widget=_several())
    company = forms.CharField(
        label=_("Company"), required=False, max_length=100, widget=forms.TextInput(attrs=_of_the_form())
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        data = data.copy()
        data.setdefault("radius", str(DEFAULT_RADIUS_KM))
        super().__init__(data)
        self._offer("canton", [(str(code), code) for code in CantonCode])

    def clean_v(self) -> int:
        version: int | None = self.cleaned_data["v"]
        if version not in (None, VERSION):
            raise forms.ValidationError(
                _("This link was made by another version of the search (%(version)s). Please search again."),
                params={"version": version},
            )
        return VERSION

    def clean_page(self) -> int:
        page: int = self.cleaned_data["page"] or 1
        if page > _LAST_PAGE:
            raise forms.ValidationError(
                _("Only the first %(number)d results can be shown. Add a word or a filter to narrow your search."),
                params={"number": REACH},
            )
        return page

    def clean_place(self) -> str:
        text: str = self.cleaned_data["place"].strip()
        if not text:
            return text
        place = localities.place(text) if text.isdigit() else None
        place = place or localities.resolve(text)
        canton = "" if place else localities.resolve_canton(text) or ""
        if place is None and not canton:
            near = [found.value for found in localities.suggest(text[:4], language=_language(), limit=5)]
            raise forms.ValidationError(
                _("We do not know the place “%(place)s”. Did you mean %(near)s?")
                if near
                else _("We do not know the place “%(place)s”. Write a Swiss locality, its postal code or a canton."),
                params={"place": text, "near": ", ".join(near)},
            )
        self.cleaned_data["_where"] = (place, canton)
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("workload_min"), cleaned.get("workload_max")
        if low and high and low > high:
            self.add_error(
                "workload_max",
                _("The workload ends before it begins: from %(low)d %% to %(high)d %%.") % {"low": low, "high": high},
            )
        for name in self.data:
            if name not in self.fields and not name.startswith(_TRACKING):
                self.add_error(None, _unknown(name, self.fields))
        return cleaned

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_valid():
            self._name_choices()

    def show_counts(self, facets: Mapping[str, Mapping[str, int]]) -> None:
        """Put the number of ads behind each choice, and leave out what would find none and is not chosen."""
        self._name_choices()
        published = facets.get("published", {})
        counted = {
            "canton": facets.get("canton", {}),
            "language": facets.get("language", {}),
            "source": facets.get("source", {}),
            "permanent": facets.get("permanent", {}),
            "remote": facets.get("remote", {}),
            "since": {str(days): published.get(str(place), 0) for place, days in enumerate(SINCE_DAYS)},
        }
        for name, counts in counted.items():
            chosen = self.cleaned_data[name]
            kept = []
            for value, label in self.fields[name].choices:  # type: ignore[attr-defined]
                count = counts.get(value, 0)
                if not value:
                    kept.append((value, label))
                elif count or value == chosen or value in (chosen if isinstance(chosen, list) else ()):
                    kept.append((value, _("%(label)s (%(count)s)") % {"label": label, "count": number(count)}))
            self._offer(name, kept)

    def _name_choices(self) -> None:
        """Names that depend on the language and that only a drawn form needs."""
        names = [(str(code), localities.canton_name(code, language=_language())) for code in CantonCode]
        self._offer("canton", sorted(names, key=lambda one: fold(one[1])))
        self._offer("since", [("", _("At any time")), *((str(days), _since(days)) for days in SINCE_DAYS)])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def criteria(self) -> Criteria:
        """What is asked for. Only for a valid form."""
        data = self.cleaned_data
        place, canton = data.get("_where", (None, ""))
        return Criteria(
            words=" ".join(data["q"].split()),
            literal=data["literal"],
            place_text=data["place"],
            place=place,
            place_canton=canton,
            radius=int(data["radius"] or DEFAULT_RADIUS_KM),
            cantons=tuple(data["canton"]),
            workload_min=data["workload_min"],
            workload_max=data["workload_max"],
            permanent={"yes": True, "no": False}.get(data["permanent"]),
            remote=data["remote"] == "yes",
            languages=tuple(data["language"]),
            sources=tuple(data["source"]),
            since=int(data["since"]) if data["since"] else None,
            company=data["company"].strip(),
            sort=Sort.NEWEST if data["sort"] == "date" else Sort.RELEVANCE,
            page=data["page"],
        )


def _unknown(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
    if near:
        return _("The link has a filter “%(name)s” that we do not know. Did you mean %(near)s?") % {
            "name": name,
            "near": ", ".join(near),
        }
    sentence = _("The link has a filter “%(name)s” that we do not know. Please choose your filters again.")
    return sentence % {"name": name}


def _since(days: int) -> str:
    return ngettext("Since yesterday", "In the last %(days)d days", days) % {"days": days}


def _language() -> str:
    return (get_language() or "de")[:2]
