"""Whether a postal code exists and its place fits, and what was probably meant: never a word about another country."""

import datetime
import re

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.enums import Gap
from tandem.eservices.efforts.types import EffortFacts
from tandem.foundation.folding import fold
from tandem.reference.localities.selectors import at_postal_code, is_loaded, postal_codes_of, resolve, suggest

_MOST = 6


def gaps_of(facts: EffortFacts, *, today: datetime.date) -> list[tuple[str, Gap]]:
    """All that keeps an effort from being noted: what `rules.gaps` says, and a Swiss postal code that nobody has."""
    found = rules.gaps(facts, today=today)
    is_swiss = facts.country == "CH" and facts.postal_code and all(field != "postal_code" for field, _gap in found)
    if is_swiss and not _exists(facts.postal_code, facts.locality):
        found.append(("postal_code", Gap.POSTAL_CODE_UNKNOWN))
    return found


def flaws(facts: EffortFacts, *, today: datetime.date) -> list[tuple[str, str]]:
    """The same as sentences, in the present language, with what was probably meant."""
    return [(field, sentence_of(gap, facts)) for field, gap in gaps_of(facts, today=today)]


def sentence_of(gap: Gap, facts: EffortFacts) -> str:
    """The sentence of a gap; of a postal code that nobody has, with those that come close."""
    if gap is not Gap.POSTAL_CODE_UNKNOWN:
        return str(gap.label)
    codes = _codes_of(facts.locality)
    if codes:
        return f"{gap.label} " + _("Known for this place: %(codes)s.") % {"codes": ", ".join(codes[:_MOST])}
    language = get_language() or "de"
    near = [one.value for one in suggest(facts.postal_code[:3], language=language, limit=_MOST)]
    return f"{gap.label} " + _("Similar: %(places)s.") % {"places": ", ".join(near)} if near else str(gap.label)


def other_places(facts: EffortFacts) -> list[str]:
    """The places of a Swiss postal code when the one that was written is none of them; empty when it fits.

    A doubt and no refusal: a hamlet, a quarter or a new name may be missing in our list.
    """
    found = at_postal_code(facts.postal_code) if facts.country == "CH" else []
    if not found or not facts.locality:
        return []
    town = fold(_without_number(facts.locality))
    names = {fold(name) for place in found for name in (place.locality, place.commune)}
    if any(town in name or name in town for name in names):
        return []
    meant = resolve(facts.locality)
    if meant is not None and meant.commune_number in {place.commune_number for place in found}:
        return []
    return list(dict.fromkeys(place.locality for place in found))[:_MOST]


def place_doubt(facts: EffortFacts) -> str:
    """What to ask the person about a place that does not fit its postal code; empty when it fits."""
    others = other_places(facts)
    if not others:
        return ""
    sentence = _("%(code)s is the postal code of %(places)s, and you wrote %(place)s. It is kept. Is it right?")
    return sentence % {"code": facts.postal_code, "places": ", ".join(others), "place": facts.locality}


def _exists(code: str, locality: str) -> bool:
    """Whether somebody may have this code, as far as our list can say; nothing is known while none is loaded.

    It holds the codes of localities. Companies and post-office boxes have codes of their own (8098 Zürich): they count
    where the town itself has codes that begin alike.
    """
    if at_postal_code(code) or not is_loaded():
        return True
    return any(known[:2] == code[:2] for known in _codes_of(locality))


def _codes_of(locality: str) -> list[str]:
    """The codes of a town, whichever post office of it is named ("Genève 2"), or however it is called ("Biel")."""
    codes = postal_codes_of(locality) or postal_codes_of(_without_number(locality))
    if codes or not locality:
        return codes
    meant = resolve(locality)
    return [meant.postal_code] if meant is not None else []


def _without_number(locality: str) -> str:
    return re.sub(r"\s+\d+$", "", locality)
