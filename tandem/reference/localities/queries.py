"""Places, postal codes and cantons in what somebody types into a search field."""

from collections.abc import Iterator

from tandem.foundation.folding import fold_with_spans
from tandem.reference.localities.index import PlaceIndex
from tandem.reference.localities.naming import name_key
from tandem.reference.localities.types import Place, Recognised
from tandem.reference.localities.vocabulary import CANTON_WORDS, NOT_ALONE, ORDINARY, PREPOSITIONS

Word = tuple[str, int, int]


def recognise(index: PlaceIndex, text: str, *, language: str) -> list[Recognised]:
    """Spans from left to right, the longest name first at each place; none overlaps another."""
    words = fold_with_spans(text)
    found: list[Recognised] = []
    position = 0
    while position < len(words):
        span = max(_spans_at(index, text, words, position, language), key=lambda found: found[0], default=None)
        if span is None:
            position += 1
            continue
        last, place, canton = span
        start, end = words[position][1], words[last][2]
        found.append(Recognised(start, end, text[start:end], place, canton))
        position = last + 1
    return found


Found = tuple[int, Place | None, str]


def _spans_at(index: PlaceIndex, text: str, words: list[Word], first: int, language: str) -> Iterator[Found]:
    """What begins at word `first`: (number of its last word, place or None, canton); of equals the first is meant."""
    word = words[first][0]
    if word in CANTON_WORDS:
        yield from _cantons_from(index, text, words, first + 1)
    if len(word) == 4 and word.isdigit():
        yield from _with_postal_code(index, words, first)
    for last, named in _names_from(index, words, first):
        if last > first or word not in ORDINARY or _is_meant_as_place(index, text, words, first, language):
            yield _with_canton(index, text, words, last, named)
    for last, _place, code in _cantons_from(index, text, words, first):
        if text[words[first][1] : words[last][2]] not in NOT_ALONE:
            yield last, None, code


def _with_postal_code(index: PlaceIndex, words: list[Word], first: int) -> Iterator[Found]:
    """ "3011 Bern", "3011" alone, and "8000 Zürich", whose number is for post-office boxes only."""
    code = words[first][0]
    here = index.by_postal_code.get(code, [])
    communes = {place.commune_number: place for place in reversed(here)}
    for last, named in _names_from(index, words, first + 1):
        if same := [communes[place.commune_number] for place in named if place.commune_number in communes]:
            yield last, same[0], same[0].canton
        elif not here and named[0].postal_code[:2] == code[:2]:
            yield last, named[0], named[0].canton
    if here:
        yield first, here[0], here[0].canton


def _names_from(index: PlaceIndex, words: list[Word], first: int) -> Iterator[tuple[int, list[Place]]]:
    for last in range(min(len(words), first + index.longest_name) - 1, first - 1, -1):
        if named := index.by_name.get(name_key(" ".join(word for word, _, _ in words[first : last + 1]))):
            yield last, named


def _with_canton(index: PlaceIndex, text: str, words: list[Word], last: int, named: list[Place]) -> Found:
    """Takes a canton's capitals behind the name along: "Gossau ZH"."""
    if last + 1 < len(words):
        code = text[words[last + 1][1] : words[last + 1][2]]
        if there := [place for place in named if place.canton == code]:
            return last + 1, there[0], code
    return last, named[0], named[0].canton


def _cantons_from(index: PlaceIndex, text: str, words: list[Word], first: int) -> Iterator[Found]:
    for last in range(min(len(words), first + 3) - 1, first - 1, -1):
        written = text[words[first][1] : words[last][2]]
        if written in index.cantons:
            yield last, None, written
        elif code := index.canton_names.get(" ".join(word for word, _, _ in words[first : last + 1])):
            yield last, None, code


def _is_meant_as_place(index: PlaceIndex, text: str, words: list[Word], first: int, language: str) -> bool:
    """An ordinary word is a place alone, after a preposition, before its canton, or capital where nouns are not."""
    if len(words) == 1:
        return True
    if first > 0 and words[first - 1][0] in PREPOSITIONS:
        return True
    after = text[words[first + 1][1] : words[first + 1][2]] if first + 1 < len(words) else ""
    if after in index.cantons and any(place.canton == after for place in index.named(words[first][0])):
        return True
    written = text[words[first][1] : words[first][2]]
    return language != "de" and first > 0 and written.istitle() and not text[:1].isupper()
