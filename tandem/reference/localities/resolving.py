"""The Swiss place that an ad's messy location means."""

import re

from tandem.foundation.folding import fold
from tandem.reference.localities.catalogue import Catalogue, catalogue
from tandem.reference.localities.types import Place

HOME_COUNTRIES = frozenset({"", "CH", "CHE", "SCHWEIZ", "SUISSE", "SVIZZERA", "SWITZERLAND", "SVIZRA"})
# A name of another country in the text ends the search: Freiburg, Laufenburg and Berlin's Wedding lie abroad, too.
# fmt: off
ABROAD = frozenset({
    "ain", "allemagne", "alsace", "austria", "autriche", "baden", "bavaria", "bayern", "belgien", "belgique",
    "belgium", "breisgau", "canada", "deutschland", "elsass", "england", "espagne", "france", "francia",
    "frankreich", "germania", "germany", "haute", "hessen", "italia", "italie", "italien", "italy",
    "jura-francais", "liechtenstein", "lombardia", "london", "luxembourg", "luxemburg", "netherlands",
    "niederlande", "nrw", "osterreich", "piemonte", "poland", "polen", "portugal", "sachsen", "savoie", "spain",
    "spanien", "tirol", "uk", "usa", "vorarlberg", "wurttemberg",
})
# fmt: on
# What stands beside a place without naming one.
# fmt: off
NOISE = frozenset({
    "a", "agglomeration", "and", "arbeitsort", "area", "bei", "canton", "cantone", "ch", "citta", "city", "das",
    "de", "der", "die", "du", "e", "et", "greater", "grossraum", "home", "homeoffice", "hybrid", "in", "kanton",
    "la", "le", "lieu", "luogo", "metropolitan", "office", "partially", "partiellement", "pres", "raum",
    "region", "regione", "remote", "schweiz", "stadt", "standort", "suisse", "svizra", "svizzera",
    "switzerland", "teilweise", "umgebung", "und", "ville",
})
# fmt: on
# "Freiburg im Breisgau" is not Freiburg: such a word continues a name that we do not have.
# fmt: off
CONTINUES_A_NAME = frozenset({
    "am", "an", "b", "bei", "d", "del", "della", "di", "en", "im", "les", "ob", "on", "pres", "s", "sous",
    "sur", "upon",
})
# fmt: on
_SEPARATORS = re.compile(r"[,;|()\[\]•·\n]|\s[-–—/]\s|/(?=\s)|(?<=\s)/")
_POSTAL_CODE = re.compile(r"(?<!\d)(?:CH-?)?([1-9]\d{3})(?!\d)")


def resolve(text: str, *, postal_code: str, country: str, canton: str) -> Place | None:
    """None whenever the text says or suggests another country, or names nothing that lies in Switzerland."""
    if country.strip().upper() not in HOME_COUNTRIES:
        return None
    known = catalogue()
    code = postal_code.strip().removeprefix("CH-")
    segments = [segment.strip() for segment in _SEPARATORS.split(text) if segment.strip()]
    if any(_is_abroad(segment, known) for segment in segments):
        return None
    hint = canton.strip().upper() or _canton_hint(segments, known)
    candidates = [place for segment in segments if (place := _in_segment(segment, hint, known))]
    written = code or _code_in(text)
    if written in known.by_postal_code:
        return _by_code(written, candidates, known)
    if candidates or not re.fullmatch(r"[1-9]\d{3}", written):
        return candidates[0] if candidates else None
    return known.near_code(written)


def _code_in(text: str) -> str:
    match = _POSTAL_CODE.search(text)
    return match.group(1) if match else ""


def resolve_canton(text: str) -> str | None:
    """The canton that a text names and no locality of that name: "Kanton Zürich", "Ticino", "VD"."""
    known = catalogue()
    for segment in _SEPARATORS.split(text):
        code = segment.strip()
        if code in known.cantons:
            return code
        words = fold(segment).split()
        named = " ".join(word for word in words if word not in NOISE)
        if named in known.cantons_by_name and (
            {"kanton", "canton", "cantone"} & set(words) or named not in known.by_name
        ):
            return known.cantons_by_name[named]
    return None


def _is_abroad(segment: str, known: Catalogue) -> bool:
    words = fold(segment).split()
    # "Baden" and "Ain" are words of foreign regions and Swiss names alike: a whole segment that is a place is one.
    return " ".join(words) not in known.by_name and any(word in ABROAD for word in words)


def _canton_hint(segments: list[str], known: Catalogue) -> str:
    for segment in segments:
        if segment in known.cantons:
            return segment
    for segment in segments[1:]:
        named = " ".join(word for word in fold(segment).split() if word not in NOISE)
        if named in known.cantons_by_name:
            return known.cantons_by_name[named]
    return ""


def _by_code(code: str, named: list[Place], known: Catalogue) -> Place:
    """The code decides; a name only chooses among the places that share it."""
    places = known.by_postal_code[code]
    for other in named:
        for place in places:
            if place.locality == other.locality or place.commune_number == other.commune_number:
                return place
    return places[0]


def _in_segment(segment: str, canton: str, known: Catalogue) -> Place | None:
    words = [word for word in fold(segment).split() if not word.isdigit()]
    if words and words[-1].upper() in known.cantons and len(words) > 1:
        canton = canton or words[-1].upper()
    for start in range(len(words)):
        for end in range(min(len(words), start + known.longest_name), start, -1):
            name = " ".join(words[start:end])
            if name not in known.by_name or (end - start == 1 and (name in NOISE or len(name) < 3)):
                continue
            if end < len(words) and words[end] in CONTINUES_A_NAME:
                return None
            if any(word not in NOISE for word in words[:start]) and start > 2:
                return None
            return _best(known.by_name[name], canton)
    return None


def _best(places: list[Place], canton: str) -> Place:
    return next((place for place in places if place.canton == canton), places[0])
