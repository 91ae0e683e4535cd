"""One way to compare words regardless of case, accents and punctuation."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "’": "'", "ʼ": "'"})


def fold(text: str) -> str:
    """Lower case, no accents, ß as ss, one blank between words of letters and digits: "L’Île-Œx" -> "l ile oex"."""
    return " ".join(_WORD.findall(plain(text)))


def plain(text: str) -> str:
    """Lower case without accents; punctuation and blanks stay: "Köchin (m/w)" -> "kochin (m/w)"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def fold_with_spans(text: str) -> list[tuple[str, int, int]]:
    """Each word of `text` folded, with the span `text[start:end]` it was written in."""
    return [(fold(word.group()), word.start(), word.end()) for word in _WORD.finditer(text) if fold(word.group())]
