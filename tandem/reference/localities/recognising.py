"""Places in what somebody typed into one search field, beside an occupation and other words."""

import re

from tandem.foundation.folding import fold_with_spans
from tandem.reference.localities.catalogue import Catalogue, catalogue
from tandem.reference.localities.types import Place, Recognised

# Places whose names are ordinary words first. They count with a postal code or after "in", "à", "near".
# fmt: off
WORDS_FIRST = frozenset({
    "a", "au", "bach", "bad", "berg", "bern-ost", "bois", "bonus", "brunnen", "burg", "champ", "combes", "cour",
    "court", "dorf", "egg", "feld", "fey", "fort", "gare", "gland", "grub", "gut", "halten", "hard", "haus",
    "hof", "horn", "im", "kappel", "kies", "la", "lac", "lenz", "linden", "lohn", "mies", "mont", "moos", "mur",
    "muri-gut", "ober", "pont", "port", "rain", "reute", "ried", "rond", "rue", "sal", "sale", "sand", "sattel",
    "sense", "set", "stein", "tal", "teufen", "thal", "ufer", "unter", "vals", "vers", "vex", "villa", "wald",
    "wangen", "warth", "weg", "wil", "wolf",
})
# fmt: on
# fmt: off
INTRODUCE = frozenset({
    "a", "around", "bei", "dans", "in", "nach", "nahe", "near", "of", "pres", "presso", "raum", "region", "um",
    "vers", "vicino",
})
# fmt: on
Word = tuple[str, int, int]


def recognise(text: str) -> list[Recognised]:
    """The spans that name a place, a postal code or a canton, from left to right; the longest name wins."""
    known, words = catalogue(), fold_with_spans(text)
    found: list[Recognised] = []
    position = 0
    while position < len(words):
        taken, match = _at(known, text, words, position)
        if match is not None:
            found.append(match)
        position += max(taken, 1)
    return found


def _at(known: Catalogue, text: str, words: list[Word], position: int) -> tuple[int, Recognised | None]:
    if (match := _postal_code(known, text, words, position)) is not None:
        return match
    for length in range(min(known.longest_name, len(words) - position), 0, -1):
        name = " ".join(word for word, _start, _end in words[position : position + length])
        if name in known.by_name and not _is_a_word_here(words, position, length):
            other = _in_canton(known, text, words[position + length : position + length + 1], name)
            place = other or known.by_name[name][0]
            taken = length + 1 if other else length
            return taken, _recognised(text, words[position : position + taken], place, place.canton)
        if name in known.cantons_by_name:
            return length, _recognised(text, words[position : position + length], None, known.cantons_by_name[name])
    code = text[words[position][1] : words[position][2]]
    if code in known.cantons:  # capitals only: "so", "be" and "ne" are words
        return 1, _recognised(text, words[position : position + 1], None, code)
    return 1, None


def _postal_code(known: Catalogue, text: str, words: list[Word], position: int) -> tuple[int, Recognised] | None:
    """ "1700", "1700 Fribourg": the code decides, a name beside it only chooses among its places."""
    code = words[position][0]
    if not re.fullmatch(r"[1-9]\d{3}", code):
        return None
    places = known.by_postal_code.get(code) or _of_round_number(known, code, words[position + 1 :])
    if not places:
        return None
    for length in range(min(known.longest_name, len(words) - position - 1), 0, -1):
        name = " ".join(word for word, _start, _end in words[position + 1 : position + 1 + length])
        named = known.by_name.get(name, [])
        same = next((place for place in places if place in named), None)
        near = next(
            (place for place in places if any(place.commune_number == other.commune_number for other in named)), None
        )
        if same or near:
            chosen = same or near
            assert chosen is not None  # noqa: S101 - one of both is
            return length + 1, _recognised(text, words[position : position + length + 1], chosen, chosen.canton)
    return 1, _recognised(text, words[position : position + 1], places[0], places[0].canton)


def _of_round_number(known: Catalogue, code: str, following: list[Word]) -> list[Place]:
    """ "8000 Zürich": not a code of the Post, but what people write; only with the town's name, or it is a number."""
    near = known.near_code(code) if code.endswith("00") and following else None
    return [near] if near and near in known.by_name.get(following[0][0], []) else []


def _is_a_word_here(words: list[Word], position: int, length: int) -> bool:
    if length > 1 or words[position][0] not in WORDS_FIRST:
        return False
    return position == 0 or words[position - 1][0] not in INTRODUCE


def _in_canton(known: Catalogue, text: str, following: list[Word], name: str) -> Place | None:
    """ "Buchs SG": the code after a name chooses among its namesakes."""
    if not following:
        return None
    code = text[following[0][1] : following[0][2]].upper()
    return next((other for other in known.by_name[name] if other.canton == code), None)


def _recognised(text: str, span: list[Word], place: Place | None, canton: str) -> Recognised:
    start, end = span[0][1], span[-1][2]
    return Recognised(start, end, text[start:end], place, canton)
