from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tandem.foundation.folding import fold
from tandem.identity.people.forms.base import SectionForm
from tandem.reference.localities.selectors import at_postal_code, canton_name, suggest
from tandem.reference.localities.types import Place


class AddressForm(SectionForm):
    """A Swiss address. The canton follows from the place; it is asked for where a postal code lies in two of them."""

    street = forms.CharField(
        label=_("Street and number"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "address-line1"}),
    )
    postal_code = forms.CharField(
        label=_("Postal code"),
        required=False,
        max_length=10,
        widget=forms.TextInput(
            {"autocomplete": "postal-code", "inputmode": "numeric", "class": "govuk-input--width-5"}
        ),
    )
    locality = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "address-level2", "class": "govuk-input--width-20"}),
    )
    canton = forms.ChoiceField(
        label=_("In which canton do you live?"),
        help_text=_("This postal code lies in more than one. The holidays of the canton move deadlines."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the canton: this postal code lies in more than one.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        code = self["postal_code"].value() or ""
        cantons = sorted({place.canton for place in at_postal_code(code.strip())})
        if len(cantons) > 1:
            language = get_language() or "de"
            choices = [(code, canton_name(code, language=language)) for code in cantons]
            self.fields["canton"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["canton"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        code, typed = cleaned.get("postal_code", ""), cleaned.get("locality", "")
        if not code and not typed and not cleaned.get("street"):
            cleaned["canton"] = self.known.facts["canton"]  # without address she still lives somewhere
            return cleaned
        if not code:
            self.add_error("postal_code", _("Write the postal code of the place."))
            return cleaned
        places = at_postal_code(code)
        if not places:
            self.add_error("postal_code", _unknown(code, typed))
            return cleaned
        place = _named(places, typed)
        if place is None:
            self.add_error("locality", _elsewhere(code, places))
            return cleaned
        cleaned["locality"] = place.locality
        cleaned.setdefault("canton", place.canton)
        return cleaned


def _named(places: list[Place], typed: str) -> Place | None:
    """The place of that name at the postal code; the only one where no name was typed."""
    if not typed:
        return places[0] if len(places) == 1 else None
    return next((place for place in places if fold(place.locality) == fold(typed)), None)


def _unknown(code: str, typed: str) -> str:
    near = suggest(typed, language=get_language() or "de", limit=20) if typed else []
    codes = [place.postal_code for one in near if one.place_id for place in at_postal_code(one.place_id[:4])]
    found = list(dict.fromkeys(codes))[:3] or [one.value for one in suggest(code[:3], language="de", limit=3)]
    if not found:
        return _("There is no postal code %(code)s in Switzerland. Look at a letter that you got.") % {"code": code}
    return _("There is no postal code %(code)s in Switzerland. Do you mean one of these: %(codes)s?") % {
        "code": code,
        "codes": ", ".join(found),
    }


def _elsewhere(code: str, places: list[Place]) -> str:
    return _("At postal code %(code)s we know: %(places)s. Write one of these, or correct the postal code.") % {
        "code": code,
        "places": ", ".join(place.locality for place in places),
    }
